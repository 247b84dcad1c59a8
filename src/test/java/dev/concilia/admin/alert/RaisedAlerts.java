package dev.concilia.admin.alert;

import dev.concilia.alert.AlertKind;
import dev.concilia.support.Tables;
import java.util.UUID;

/** Alerts as an evaluation would have raised them. */
final class RaisedAlerts {
    private RaisedAlerts() {}

    static void raise(Tables tables, String business, AlertKind kind, String subject, String name) {
        tables.owner()
                .sql("""
                        INSERT INTO alert (business_id, id, kind, subject, detail, raised_at, announced_at)
                        VALUES (:business, :id, :kind, :subject,
                            jsonb_build_object('name', :name::text, 'number', '7', 'since', '2026-11-22T08:00:00Z'), now(), now())
                        """)
                .param("id", new UUID(System.nanoTime(), 0)) // in the order of raising
                .param("business", UUID.fromString(business))
                .param("kind", kind.name())
                .param("subject", subject)
                .param("name", name)
                .update();
    }

    static void recoverAll(Tables tables, String business) {
        tables.owner()
                .sql("UPDATE alert SET recovered_at = now() WHERE business_id = :business")
                .param("business", UUID.fromString(business))
                .update();
    }
}
