package dev.concilia.convergence;

import java.util.function.UnaryOperator;

/** A bug, planted where the hub speaks to its database or to the wire: production code knows nothing of it. */
enum Plant {
    NONE(sql -> sql),
    /** Two writers of a business at the same time. */
    SKIP_CLOCK_LOCK(sql -> sql.replace(" FOR UPDATE OF c", "")),
    /** A retry is taken for a new operation. */
    FORGET_OPERATION(sql -> sql.startsWith("INSERT INTO sync_operation") ? sql + " WHERE false" : sql),
    /** A full page counts as the last one, and the cursor goes to the end of the feed. */
    CURSOR_BEFORE_ROWS(sql -> sql.replace("ORDER BY seq LIMIT ?", "ORDER BY seq LIMIT ? - 1")),
    /** The row at the end of the feed is not given, but the cursor is past it. */
    LAST_ROW_FORGOTTEN(sql -> sql.replace("AND seq <= ?", "AND seq < ?")),
    /** What was added is added again. */
    DELTA_TWICE(Plant::addingAgain),
    /** A device's own earlier edit is taken for somebody else's. */
    FORGET_AUTHOR(sql -> sql.contains("FROM record_history") && sql.contains("unnest(")
            ? sql.replace(
                    "SELECT h.* FROM",
                    "SELECT h.entity, h.id, h.version, h.before, h.added, h.at, NULL::uuid AS device_id FROM")
            : sql),
    /** Readers never hear of deletions. */
    DROP_TOMBSTONES(sql -> sql.replace("AND seq <= ?", "AND seq <= ? AND NOT deleted")),
    /** A change does not move its record to the end of the feed. */
    KEEP_SEQ(sql -> sql.replace("seq = excluded.seq", "seq = record.seq")),
    /** The digest that reconcile relies on stays at the first version's. */
    STALE_DIGEST(sql -> sql.replace("digest = excluded.digest,", "digest = record.digest,")),
    /** The hub answers, and now and then the commit comes to nothing. */
    ANSWER_BEFORE_COMMIT(sql -> sql),
    /** The members of a group apply one by one. */
    IGNORE_GROUPS(sql -> sql),
    /** A device is told of a conflict that no person will find. */
    FORGET_CONFLICT(sql -> sql.startsWith("INSERT INTO conflict") ? sql + " WHERE false" : sql);

    private final UnaryOperator<String> rewrite;

    Plant(UnaryOperator<String> rewrite) {
        this.rewrite = rewrite;
    }

    String rewrite(String sql) {
        return rewrite.apply(sql);
    }

    /** The records are written already; their step in points is taken once more along with their history. */
    private static String addingAgain(String sql) {
        return !sql.startsWith("INSERT INTO record_history")
                ? sql
                : "WITH h AS (" + sql + " RETURNING business_id, entity, id, version, before)" + """
                        UPDATE record r SET data = jsonb_set(r.data, '{loyaltyPoints}', to_jsonb(
                            2 * (r.data ->> 'loyaltyPoints')::numeric - (h.before ->> 'loyaltyPoints')::numeric))
                        FROM h WHERE jsonb_exists(h.before, 'loyaltyPoints') AND r.business_id = h.business_id
                            AND r.entity = h.entity AND r.id = h.id AND r.version = h.version
                        """;
    }
}
