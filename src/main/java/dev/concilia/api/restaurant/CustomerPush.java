package dev.concilia.api.restaurant;

import dev.concilia.api.BodyCheck;
import dev.concilia.api.FieldJson;
import dev.concilia.api.RecordJson;
import dev.concilia.api.Sentences;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.Sha256;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import dev.concilia.sync.SyncService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code customers/bulk}: what a local back end holds of its customers meets what the hub holds, by the field rules of the
 * catalog. With a {@code version}, only what changed since counts; without, every field that differs.
 */
@Component
class CustomerPush {
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 500;

    private final Records records;
    private final SyncService sync;
    private final Sentences sentences;

    CustomerPush(Records records, SyncService sync, Sentences sentences) {
        this.records = records;
        this.sync = sync;
        this.sentences = sentences;
    }

    /** A customer or an address, as sent. */
    private record Entry(
            String path,
            RecordKey key,
            ObjectNode fields,
            @Nullable Long version) {}

    private record Step(Entry entry, Operation operation) {}

    /** What became of them; {@code json}: as the dialect answers. */
    record Done(ObjectNode json, int written) {}

    Done push(Caller caller, ObjectNode body, HttpServletRequest request) {
        List<Entry> entries = read(body);
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("applied", 0)
                .put("merged", 0)
                .put("conflicts", 0);
        json.putArray("failed");
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            some(caller, entries.subList(from, Math.min(from + AT_ONCE, entries.size())), json, request);
        }
        return new Done(
                json, json.get("applied").intValue() + json.get("merged").intValue());
    }

    private static List<Entry> read(ObjectNode body) {
        ArrayNode customers = BodyCheck.array(body, "customers", "customers", MOST);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            String path = "customers[" + i + "]";
            ObjectNode customer = BodyCheck.object(customers.get(i), path);
            String id = BodyCheck.text(customer, "id", path + ".id", BodyCheck.LONGEST_ID);
            boolean with = !customer.path("addresses").isMissingNode()
                    && !customer.path("addresses").isNull();
            ArrayNode addresses = with
                    ? BodyCheck.array(customer, "addresses", path + ".addresses", MOST)
                    : Json.mapper().createArrayNode();
            Entry entry = entry("customers", path, id, customer);
            entry.fields().remove("addresses");
            entries.add(entry);
            for (int j = 0; j < addresses.size(); j++) {
                entries.add(address(addresses.get(j), path + ".addresses[" + j + "]", id, j));
            }
        }
        return entries;
    }

    private static Entry address(JsonNode node, String path, String customer, int place) {
        ObjectNode address = BodyCheck.object(node, path);
        String own = BodyCheck.optionalText(address, "id", path + ".id", BodyCheck.LONGEST_ID);
        String id = own == null ? Tree.derived(customer, "addresses", String.valueOf(place)) : own;
        Entry entry = entry("addresses", path, id, address);
        entry.fields().put("customerId", customer);
        return entry;
    }

    private static Entry entry(String entity, String path, String id, ObjectNode sent) {
        JsonNode version = sent.path("version");
        boolean named = version.isIntegralNumber() && version.canConvertToLong();
        return new Entry(path, new RecordKey(entity, id), RecordJson.fields(sent), named ? version.longValue() : null);
    }

    private void some(Caller caller, List<Entry> entries, ObjectNode json, HttpServletRequest request) {
        Map<RecordKey, RecordState> there = there(caller.business(), entries);
        List<Step> steps = new ArrayList<>();
        for (Entry entry : entries) {
            RecordState record = there.get(entry.key());
            if (record != null
                    && !record.deleted()
                    && isPresent(entry, record)
                    && Json.same(filled(record, entry.fields()), record.data())) {
                count(json, "applied");
            } else {
                steps.add(new Step(entry, operation(entry, record)));
            }
        }
        for (int from = 0; from < steps.size(); from += SyncService.LARGEST_BATCH) {
            List<Step> batch = steps.subList(from, Math.min(from + SyncService.LARGEST_BATCH, steps.size()));
            List<OperationResult> results = sync.push(
                            caller, batch.stream().map(Step::operation).toList(), null)
                    .results();
            for (int i = 0; i < results.size(); i++) {
                note(results.get(i), batch.get(i).entry(), json, request);
            }
        }
    }

    /** Of an earlier version equal values may still be news: two that each added the same have added it twice. */
    private static boolean isPresent(Entry entry, RecordState there) {
        return entry.version() == null || entry.version() == there.version();
    }

    private Map<RecordKey, RecordState> there(BusinessId business, List<Entry> entries) {
        return records.known(business, entries.stream().map(Entry::key).toList());
    }

    /** The record with the fields that were sent in place of its own; a null clears one. */
    private static ObjectNode filled(RecordState there, ObjectNode fields) {
        ObjectNode all = there.data().deepCopy();
        fields.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                all.remove(field.getKey());
            } else {
                all.set(field.getKey(), field.getValue());
            }
        });
        return all;
    }

    /**
     * The id says what was sent against which version: a retry is the same operation, a change back is another. What the hub
     * has deleted is not brought back by a back end that still has it: that is a change of what is deleted, for a person.
     */
    private static Operation operation(Entry entry, @Nullable RecordState there) {
        Long base =
                there == null || entry.version() == null || entry.version() > there.version() ? null : entry.version();
        long against = base != null ? base : there == null ? 0 : there.version();
        boolean deleted = there != null && there.deleted();
        ObjectNode payload = base != null || there == null || deleted ? entry.fields() : filled(there, entry.fields());
        String id = HexFormat.of()
                .formatHex(Sha256.of(String.join(
                        "\n",
                        "customers/bulk",
                        entry.key().entity(),
                        entry.key().id(),
                        base == null ? "at" : "from",
                        String.valueOf(against),
                        HexFormat.of().formatHex(Json.fingerprint(entry.fields())))));
        return new Operation(
                id,
                entry.key().entity(),
                base == null && !deleted ? Action.INSERT : Action.UPDATE,
                entry.key().id(),
                payload,
                base,
                null,
                null);
    }

    private void note(OperationResult result, Entry entry, ObjectNode json, HttpServletRequest request) {
        switch (result) {
            case OperationResult.Applied r -> count(json, "applied");
            case OperationResult.Duplicate r -> count(json, "applied");
            case OperationResult.Merged r -> count(json, "merged");
            case OperationResult.Superseded r -> count(json, "merged");
            case OperationResult.Conflicted r -> count(json, "conflicts");
            case OperationResult.Rejected r -> {
                ObjectNode failed = failure(entry, r.error(), r.arguments(), json, request);
                List<FieldError> fields = r.fields().stream()
                        .map(field -> field.at(entry.path() + "." + field.path()))
                        .toList();
                failed.set("fields", FieldJson.of(fields, sentences.languageOf(request)));
            }
            case OperationResult.Failed r -> failure(entry, ProblemCode.INTERNAL, List.of(), json, request);
        }
    }

    private ObjectNode failure(
            Entry entry, ProblemCode code, List<Object> arguments, ObjectNode json, HttpServletRequest request) {
        return json.withArray("failed")
                .addObject()
                .put("entity", entry.key().entity())
                .put("id", entry.key().id())
                .put("error", code.name())
                .put("detail", sentences.detail(code, arguments, sentences.languageOf(request)));
    }

    private static void count(ObjectNode json, String what) {
        json.put(what, json.get(what).intValue() + 1);
    }
}
