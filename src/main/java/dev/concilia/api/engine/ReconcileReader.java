package dev.concilia.api.engine;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.reconcile.TableSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of the reconcile calls; what does not fit is named by its path. */
@Component
class ReconcileReader {
    private static final int MOST_IDS = 1_000;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{16}");
    private static final Pattern BUCKET = Pattern.compile("[0-9a-f]{2}");

    private final Catalog catalog;

    ReconcileReader(Catalog catalog) {
        this.catalog = catalog;
    }

    List<TableSummary> clientSummary(ObjectNode body) {
        if (!(body.get("clientSummary") instanceof ObjectNode tables)) {
            throw invalid("clientSummary", FieldText.TABLES);
        }
        List<TableSummary> summary = new ArrayList<>();
        tables.properties().forEach(table -> summary.add(table(table.getKey(), table.getValue())));
        return summary;
    }

    private TableSummary table(String name, JsonNode node) {
        String path = "clientSummary." + name;
        EntityType type = catalog.find(name).orElseThrow(() -> invalid(path, FieldText.KNOWN_TABLE));
        JsonNode count = node.path("count");
        if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
            throw invalid(path + ".count", FieldText.FROM_ZERO);
        }
        return new TableSummary(
                type.name(),
                count.longValue(),
                latest(path, node.path("latestUpdatedAt")),
                text(node.path("digest"), DIGEST, path + ".digest").orElse(null));
    }

    private static @Nullable Instant latest(String path, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        Instant at = OperationReader.time(node);
        if (at == null) {
            throw invalid(path + ".latestUpdatedAt", FieldText.TIME);
        }
        return at;
    }

    String entity(ObjectNode body) {
        return catalog.find(body.path("entity").asString(""))
                .map(EntityType::name)
                .orElseThrow(() -> invalid("entity", FieldText.KNOWN_ENTITY));
    }

    Map<String, String> buckets(ObjectNode body) {
        if (!(body.get("buckets") instanceof ObjectNode buckets)) {
            throw invalid("buckets", FieldText.BUCKETS);
        }
        Map<String, String> digests = new HashMap<>();
        buckets.properties().forEach(bucket -> {
            String path = "buckets." + bucket.getKey();
            if (!BUCKET.matcher(bucket.getKey()).matches()) {
                throw invalid(path, FieldText.TWO_HEX);
            }
            digests.put(
                    bucket.getKey(),
                    text(bucket.getValue(), DIGEST, path).orElseThrow(() -> invalid(path, FieldText.SIXTEEN_HEX)));
        });
        return digests;
    }

    List<String> ids(ObjectNode body) {
        JsonNode ids = body.path("ids");
        if (!ids.isArray() || ids.size() > MOST_IDS || !ids.valueStream().allMatch(JsonNode::isString)) {
            throw invalid("ids", FieldText.IDS, MOST_IDS);
        }
        return ids.valueStream()
                .map(JsonNode::stringValue)
                .filter(id -> id.indexOf(0) < 0)
                .toList();
    }

    private static Optional<String> text(JsonNode node, Pattern form, String path) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isString() || !form.matcher(node.stringValue()).matches()) {
            throw invalid(path, FieldText.SIXTEEN_HEX);
        }
        return Optional.of(node.stringValue());
    }

    private static ProblemException invalid(String path, FieldText wanted, Object... arguments) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(new FieldError(path, "type", wanted, arguments))),
                path);
    }
}
