package dev.concilia.convergence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a shop relies on: whole sales, closed sessions, stock by movements, daily numbers. */
final class Rules {
    private final HubTables tables;
    private final Timeline timeline;
    private final Ledger ledger;

    Rules(HubTables tables, Timeline timeline, Ledger ledger) {
        this.tables = tables;
        this.timeline = timeline;
        this.ledger = ledger;
    }

    void check() {
        groups();
        stock();
        sessions();
        dailyNumbers();
    }

    private void groups() {
        Map<String, List<SentOp>> groups = new HashMap<>();
        ledger.ops().values().stream()
                .filter(op -> op.group() != null)
                .forEach(op -> groups.computeIfAbsent(String.valueOf(op.group()), g -> new ArrayList<>())
                        .add(op));
        groups.forEach((group, members) -> {
            long taken =
                    members.stream().filter(op -> op.accepted().isPresent()).count();
            long there = members.stream()
                    .filter(op -> Optional.ofNullable(tables.records().get(op.key))
                            .filter(row -> !row.state().deleted())
                            .isPresent())
                    .count();
            if (taken != there || taken != 0 && taken != members.size()) {
                ledger.find("of group " + group + " with " + members.size() + ", " + taken + " were taken and " + there
                        + " are there: " + members);
            }
        });
    }

    /** In the order of the feed: each movement that was taken moved its item once, and never below zero. */
    private void stock() {
        Map<String, BigDecimal> stock = new HashMap<>();
        Set<String> moved = new HashSet<>();
        for (HubTables.Past past : tables.history()) {
            if (!past.key().entity().equals("inventory_items")) {
                continue;
            }
            JsonNode data = timeline.at(past.key(), past.version())
                    .<JsonNode>map(Timeline.Moment::data)
                    .orElse(Generator.object());
            BigDecimal before = stock.getOrDefault(past.key().id(), BigDecimal.ZERO);
            BigDecimal expected = past.version() == 1 ? number(data) : before;
            SentOp op = ledger.ops().get(past.operation());
            if (op != null && op.key.entity().equals("inventory_movements")) {
                expected = after(op, before);
                moved.add(op.id());
            }
            if (number(data).compareTo(expected) != 0 || expected.signum() < 0) {
                ledger.find(past + " has stock " + number(data) + " instead of " + expected);
            }
            stock.put(past.key().id(), number(data));
        }
        ledger.ops().values().stream()
                .filter(op -> op.key.entity().equals("inventory_movements"))
                .filter(op -> op.accepted().isPresent() != moved.contains(op.id()))
                .forEach(op -> ledger.find(op + " was taken or not, but the stock says otherwise: " + op.acks));
    }

    private static BigDecimal after(SentOp movement, BigDecimal before) {
        BigDecimal quantity = number(movement.payload);
        return switch (movement.payload.path("type").asString()) {
            case "IN" -> before.add(quantity);
            case "OUT" -> before.subtract(quantity);
            default -> quantity;
        };
    }

    private static BigDecimal number(JsonNode data) {
        JsonNode quantity = data.path("quantity");
        return quantity.isMissingNode() ? BigDecimal.ZERO : new BigDecimal(quantity.asString());
    }

    /** Closed once, and no sale after that. */
    private void sessions() {
        Map<String, Long> closed = new HashMap<>();
        timeline.records().forEach((key, versions) -> {
            if (!key.entity().equals("cash_sessions")) {
                return;
            }
            for (Timeline.Moment moment : versions.values()) {
                boolean isClosed = moment.data().path("status").asString("").equals("CLOSED");
                Long at = closed.get(key.id());
                if (at == null && isClosed) {
                    closed.put(key.id(), moment.past().seq());
                } else if (at != null) {
                    ledger.find(moment + " came after the session was closed");
                }
            }
        });
        timeline.records().forEach((key, versions) -> {
            Timeline.Moment first = versions.firstEntry().getValue();
            String session = first.data().path("cashSessionId").asString("");
            if (key.entity().equals("sales")
                    && closed.getOrDefault(session, Long.MAX_VALUE)
                            < first.past().seq()) {
                ledger.find(key + " was sold in session " + session + " after it was closed");
            }
        });
    }

    private void dailyNumbers() {
        Map<String, Key> numbers = new HashMap<>();
        tables.records().forEach((key, row) -> {
            JsonNode data = row.data();
            if (key.entity().equals("orders") && !row.state().deleted() && data.has("dailyNumber")) {
                String number =
                        data.path("locationId") + " " + data.path("businessDate") + " " + data.path("dailyNumber");
                Key other = numbers.put(number, key);
                if (other != null) {
                    ledger.find(key + " and " + other + " have the same daily number " + number);
                }
            }
        });
    }
}
