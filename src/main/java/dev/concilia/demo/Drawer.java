package dev.concilia.demo;

import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cash drawer: its session, and what goes in and out besides sales. */
final class Drawer {
    static final long OPENING_CENTS = 150_000;

    private Drawer() {}

    static Op open(String session, String locationId, String by, Instant at) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("openingAmount", Money.of(OPENING_CENTS))
                .put("openedAt", at.toString())
                .put("status", "OPEN")
                .put("openedBy", by)
                .put("locationId", locationId);
        return Op.insert("cash_sessions", session, data, at);
    }

    static Op close(String session, String by, BigDecimal amount, Instant at) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("status", "CLOSED")
                .put("closingAmount", amount)
                .put("closedAt", at.toString())
                .put("closedBy", by);
        return new Op(DemoIds.of("close/" + session), "cash_sessions", "update", session, data, null, at);
    }

    static Op movement(String id, String session, String type, long cents, String reason, Instant at) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("cashSessionId", session)
                .put("amount", Money.of(cents))
                .put("type", type)
                .put("reason", reason)
                .put("occurredAt", at.toString());
        return Op.insert("cash_movements", id, data, at);
    }

    static Op expense(String id, String session, long cents, String description, String category, Instant at) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("cashSessionId", session)
                .put("amount", Money.of(cents))
                .put("description", description)
                .put("category", category)
                .put("occurredAt", at.toString());
        return Op.insert("expenses", id, data, at);
    }
}
