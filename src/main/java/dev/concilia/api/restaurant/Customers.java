package dev.concilia.api.restaurant;

import dev.concilia.api.RecordJson;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordQuery;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Customers with their addresses: all, or those of which something has changed. */
@Component
class Customers {
    private static final int PAGE = 1_000;
    private static final Set<String> ENTITIES = Set.of("customers", "addresses");

    private final Records records;
    private final ChangeFeed feed;

    Customers(Records records, ChangeFeed feed) {
        this.records = records;
        this.feed = feed;
    }

    /** The time to ask from next. */
    Instant until(BusinessId business) {
        return feed.lastCommit(business);
    }

    /** Hands them over one by one; without {@code since}, all. Those that were deleted are not among them. */
    void changed(Caller caller, @Nullable Instant since, Consumer<ObjectNode> use) {
        BusinessId business = caller.business();
        if (since == null) {
            RecordQuery all = new RecordQuery("customers", null, null, null, null, PAGE);
            records.each(business, all, page -> show(business, page, use));
            return;
        }
        List<String> ids = new ArrayList<>(changedIds(caller, since));
        for (int from = 0; from < ids.size(); from += PAGE) {
            List<String> some = ids.subList(from, Math.min(from + PAGE, ids.size()));
            show(business, records.some(business, "customers", some), use);
        }
    }

    private void show(BusinessId business, List<RecordState> customers, Consumer<ObjectNode> use) {
        Map<String, List<RecordState>> addresses = records.parts(business, "addresses", "customerId", ids(customers));
        for (RecordState customer : customers) {
            ObjectNode json = RecordJson.of(customer);
            ArrayNode list = json.putArray("addresses");
            addresses.getOrDefault(customer.key().id(), List.of()).forEach(a -> list.add(RecordJson.of(a)));
            use.accept(json);
        }
    }

    private static List<String> ids(List<RecordState> records) {
        return records.stream().map(record -> record.key().id()).toList();
    }

    /** The customers that changed, and those of addresses that did, in the order of the changes. */
    private Set<String> changedIds(Caller caller, Instant since) {
        Set<String> ids = new LinkedHashSet<>();
        feed.since(caller, ENTITIES, since, page -> {
            Map<RecordKey, RecordState> gone = records.known(
                    caller.business(),
                    page.stream()
                            .filter(change -> change.data() == null)
                            .map(change -> new RecordKey(change.entity(), change.id()))
                            .filter(key -> key.entity().equals("addresses"))
                            .toList());
            page.forEach(change -> ids.add(customerOf(change, gone)));
        });
        return ids;
    }

    /** The customer that a change is about; of a deleted address, the one it belonged to, if the hub still knows. */
    private static String customerOf(FeedPage.Change change, Map<RecordKey, RecordState> gone) {
        if (change.entity().equals("customers")) {
            return change.id();
        }
        RecordState tombstone = gone.get(new RecordKey(change.entity(), change.id()));
        JsonNode address = change.data() != null
                ? Json.mapper().readTree(change.data())
                : tombstone == null ? MissingNode.getInstance() : tombstone.data();
        return address.path("customerId").asString("");
    }
}
