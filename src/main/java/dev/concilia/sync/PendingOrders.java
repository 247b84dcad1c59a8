package dev.concilia.sync;

import dev.concilia.business.Location;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.Sha256;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders that no local back end has confirmed yet. That is a mark of the hub's own ({@code record.confirmed_at}) and no field
 * of the order, so that nobody hides an order from the kitchen by what they send. Source: the dialects page, "restaurant".
 */
@Service
public class PendingOrders {
    /** Most orders of one call; the next ones come when these are confirmed. */
    public static final int MOST = 500;

    private static final int COUNTED = 10_000;

    /** As the index {@code record_unconfirmed} says it. */
    private static final String PENDING = """
            FROM record WHERE business_id = :business AND entity = 'orders' AND NOT deleted AND confirmed_at IS NULL
                AND data ->> 'status' <> ALL ('{COMPLETED,CANCELLED}')
            """;
    /** An order that names no location of the business is anybody's: better twice in sight than never. */
    private static final String LIST = "SELECT * " + PENDING + """
                AND (data ->> 'locationId' IS NULL OR data ->> 'locationId' = ANY (:mine)
                    OR NOT EXISTS (SELECT FROM location l WHERE l.business_id = :business
                        AND (l.id::text = data ->> 'locationId' OR l.name = data ->> 'locationId')))
            ORDER BY created_at, id LIMIT :limit
            """;

    private static final String COUNT = "SELECT count(*) FROM (SELECT " + PENDING + " LIMIT :limit) AS p";
    private static final String CONFIRM = """
            UPDATE record SET confirmed_at = :now
            WHERE business_id = :business AND entity = 'orders' AND id = ANY (:ids) AND confirmed_at IS NULL
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BatchReads reads;
    private final Records records;
    private final SyncService sync;
    private final Profiles profiles;
    private final Clock clock;

    PendingOrders(
            Tenants tenants,
            JdbcClient jdbc,
            BatchReads reads,
            Records records,
            SyncService sync,
            Profiles profiles,
            Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.reads = reads;
        this.records = records;
        this.sync = sync;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** A local back end has the order, under this number of the day. */
    public record Confirmation(String order, int dailyNumber) {}

    /** The oldest of them for a device at {@code place}; one without a place sees those that name none. */
    public List<RecordState> list(BusinessId business, Optional<Location> place) {
        String[] mine = place.map(location -> new String[] {location.id().toString(), location.name()})
                .orElse(new String[0]);
        return tenants.read(
                business,
                () -> jdbc.sql(LIST)
                        .param("business", business.value())
                        .param("mine", mine)
                        .param("limit", MOST)
                        .query((row, n) -> BatchReads.record(row))
                        .list());
    }

    /** How many there are, of all locations; 10,000 stands for that and more. */
    public int count(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql(COUNT)
                        .param("business", business.value())
                        .param("limit", COUNTED)
                        .query(Integer.class)
                        .single());
    }

    /**
     * Gives orders their numbers and marks them; one result for each, in order. Each stands by itself: what is refused (no such
     * order, a number that is taken) stays pending. Doing it again is the same. A number is one of the day on which it is
     * given: an order from before midnight that names no day of its own gets the present one.
     */
    public List<OperationResult> confirm(Caller caller, List<Confirmation> confirmations) {
        BusinessId business = caller.business();
        Map<String, RecordState> there = new HashMap<>();
        records.some(
                        business,
                        "orders",
                        confirmations.stream()
                                .map(Confirmation::order)
                                .distinct()
                                .toList())
                .forEach(order -> there.put(order.key().id(), order));
        String today = clock.instant()
                .atZone(profiles.of(business).zone())
                .toLocalDate()
                .toString();
        List<Operation> operations = new ArrayList<>();
        for (Confirmation c : confirmations) {
            RecordState order = there.get(c.order());
            if (order != null) {
                operations.add(operation(
                        c,
                        payload(c)
                                .put(
                                        "businessDate",
                                        order.data().path("businessDate").asString(today))));
            }
        }
        List<OperationResult> results =
                new ArrayList<>(sync.push(caller, operations, null).results());
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).outcome().success()) {
                taken.add(operations.get(i).entityId());
            }
        }
        if (!taken.isEmpty()) {
            mark(business, taken);
        }
        List<OperationResult> all = new ArrayList<>();
        for (Confirmation c : confirmations) {
            all.add(
                    there.containsKey(c.order())
                            ? results.removeFirst()
                            : new OperationResult.Rejected(operationId(c), ProblemCode.NOT_FOUND, "orders"));
        }
        return all;
    }

    private void mark(BusinessId business, List<String> orders) {
        tenants.run(business, () -> {
            reads.lock(business); // whoever writes records holds the clock
            jdbc.sql(CONFIRM)
                    .param("business", business.value())
                    .param("ids", orders.toArray(String[]::new))
                    .param("now", Columns.at(clock.instant()))
                    .update();
        });
    }

    private static ObjectNode payload(Confirmation c) {
        return JsonNodeFactory.instance.objectNode().put("dailyNumber", c.dailyNumber());
    }

    private static Operation operation(Confirmation c, ObjectNode payload) {
        return new Operation(operationId(c), "orders", Action.UPDATE, c.order(), payload, null, null, null);
    }

    private static String operationId(Confirmation c) {
        return HexFormat.of().formatHex(Sha256.of("confirm\n" + c.order() + "\n" + c.dailyNumber()));
    }
}
