package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code whole_push_item}; its callers are in a transaction of the business. */
@Component
class WholePushRows {
    private static final String OF = """
            SELECT entity, id FROM whole_push_item
            WHERE business_id = :business AND push = :push AND (place = :place) = :same
            """;
    private static final String ADD = """
            INSERT INTO whole_push_item (business_id, push, place, entity, id)
            SELECT :business, :push, :place, i.entity, i.id FROM unnest(:entities::text[], :ids::text[]) AS i (entity, id)
            ON CONFLICT DO NOTHING
            """;
    private static final String REMOVE = """
            DELETE FROM whole_push_item w USING unnest(:entities::text[], :ids::text[]) AS i (entity, id)
            WHERE w.business_id = :business AND w.push = :push AND w.place = :place AND w.entity = i.entity AND w.id = i.id
            """;

    private final JdbcClient jdbc;

    WholePushRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What pushes of {@code place} have brought, or those of all other places. */
    Set<RecordKey> of(BusinessId business, WholePush.Kind kind, String place, boolean same) {
        return new HashSet<>(statement(OF, business, kind, place)
                .param("same", same)
                .query((row, n) -> new RecordKey(row.getString("entity"), row.getString("id")))
                .list());
    }

    void replace(
            BusinessId business,
            WholePush.Kind kind,
            String place,
            Collection<RecordKey> gone,
            Collection<RecordKey> come) {
        change(REMOVE, business, kind, place, List.copyOf(gone));
        change(ADD, business, kind, place, List.copyOf(come));
    }

    private void change(String sql, BusinessId business, WholePush.Kind kind, String place, List<RecordKey> keys) {
        if (!keys.isEmpty()) {
            statement(sql, business, kind, place)
                    .param("entities", Columns.texts(keys, RecordKey::entity))
                    .param("ids", Columns.texts(keys, RecordKey::id))
                    .update();
        }
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business, WholePush.Kind kind, String place) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("push", kind.name())
                .param("place", place);
    }
}
