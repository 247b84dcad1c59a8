package dev.concilia.audit;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The tables of the audit log. */
@Component
class AuditRows {
    private static final String QUEUE = "SELECT pg_advisory_xact_lock(hashtextextended('audit' || :business::text, 0))";
    private static final String LAST = """
            SELECT n, hash FROM audit_entry WHERE business_id = :business ORDER BY n DESC LIMIT 1
            """;
    /** The words come last: until then there is no entry that they could belong to. */
    private static final String INSERT = """
            WITH entry AS (
                INSERT INTO audit_entry (business_id, n, at, actor, action, subject, detail, hash, words)
                VALUES (:business, :n, :at, :actor, :action, :subject, :detail::jsonb, :hash, :text)
                RETURNING business_id, n)
            INSERT INTO audit_word (business_id, word, n)
            SELECT e.business_id, w.word, e.n FROM entry e, unnest(:words::text[]) AS w (word)
            """;

    private static final String COLUMNS = "SELECT e.n, e.at, e.actor, e.action, e.subject, e.detail, e.hash ";
    /** By audit_entry_pkey. Entries are numbered in the order of their time, but for what the clocks of nodes differ. */
    static final String LIST = COLUMNS + """
            FROM audit_entry e WHERE e.business_id = :business AND e.n < :before AND e.n >= :least
                AND e.at >= :from AND e.at < :until
            ORDER BY e.n DESC LIMIT :limit
            """;
    /** By audit_entry_actor. */
    static final String BY_ACTOR = COLUMNS + """
            FROM audit_entry e WHERE e.business_id = :business AND e.actor = :actor AND e.n < :before AND e.n >= :least
                AND e.at >= :from AND e.at < :until
            ORDER BY e.n DESC LIMIT :limit
            """;
    /** By audit_entry_action. */
    static final String BY_ACTION = COLUMNS + """
            FROM audit_entry e WHERE e.business_id = :business AND e.action = :action AND e.n < :before AND e.n >= :least
                AND e.at >= :from AND e.at < :until
            ORDER BY e.n DESC LIMIT :limit
            """;
    /** By audit_entry_actor_action. */
    static final String BY_BOTH = COLUMNS + """
            FROM audit_entry e WHERE e.business_id = :business AND e.actor = :actor AND e.action = :action
                AND e.n < :before AND e.n >= :least AND e.at >= :from AND e.at < :until
            ORDER BY e.n DESC LIMIT :limit
            """;
    /** The longest word by audit_word_pkey; the others are looked for in what that finds. */
    static final String BY_WORD = COLUMNS + """
            FROM (SELECT DISTINCT w.n FROM audit_word w WHERE w.business_id = :business AND w.word >= :word
                    AND w.word < :end AND w.n < :before AND w.n >= :least) AS f
                JOIN audit_entry e ON e.business_id = :business AND e.n = f.n
            WHERE e.at >= :from AND e.at < :until
                AND (:actor::text IS NULL OR e.actor = :actor) AND (:action::text IS NULL OR e.action = :action)
                AND NOT EXISTS (SELECT FROM unnest(:others::text[]) AS o (word) WHERE strpos(e.words, ' ' || o.word) = 0)
            ORDER BY e.n DESC LIMIT :limit
            """;

    static final String FIRST_SINCE = """
            SELECT n FROM audit_entry WHERE business_id = :business AND at >= :from ORDER BY at LIMIT 1
            """;
    static final String LAST_BEFORE = """
            SELECT n FROM audit_entry WHERE business_id = :business AND at < :until ORDER BY at DESC LIMIT 1
            """;
    private static final String CHAIN = COLUMNS + """
            FROM audit_entry e WHERE e.business_id = :business AND e.n > :after ORDER BY e.n LIMIT :limit
            """;

    private static final long NONE = Long.MAX_VALUE / 2;
    private static final String LAST_LETTER = "\uDBFF\uDFFF";
    /** Entries: the clocks of nodes do not differ by as much as is written in between. */
    private static final int SLACK = 1_000;

    private static final Instant EVER = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;

    AuditRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry's place in the chain. */
    @SuppressWarnings("ArrayRecordComponent")
    record Link(long n, byte[] hash) {}

    /** An entry with the hash that is stored with it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Chained(AuditEntry entry, byte[] hash) {}

    /** One writer of a business at a time. */
    void queue(BusinessId business) {
        statement(QUEUE, business).query().singleRow();
    }

    Optional<Link> last(BusinessId business) {
        return statement(LAST, business)
                .query((row, n) -> new Link(row.getLong("n"), row.getBytes("hash")))
                .optional();
    }

    void insert(BusinessId business, AuditEntry entry, byte[] hash) {
        Set<String> words = AuditWords.of(entry);
        statement(INSERT, business)
                .param("n", entry.n())
                .param("at", at(entry.at()))
                .param("actor", entry.actor())
                .param("action", entry.action())
                .param("subject", entry.subject())
                .param("detail", entry.detail().toString())
                .param("hash", hash)
                .param("text", AuditWords.text(words))
                .param("words", words.toArray(String[]::new))
                .update();
    }

    /** Newest first, from before number {@code before}. */
    List<AuditEntry> list(BusinessId business, AuditFilter filter, long before, int limit) {
        List<String> words = filter.text() == null
                ? List.of()
                : AuditWords.words(filter.text()).stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .toList();
        if (filter.text() != null && !filter.text().isBlank() && words.isEmpty()) {
            return List.of(); // only signs, which no entry is found by
        }
        Instant from = filter.from();
        Instant until = filter.until();
        long least = from == null ? 1 : number(FIRST_SINCE, business, "from", from, NONE) - SLACK;
        long end = until == null ? before : number(LAST_BEFORE, business, "until", until, 0) + SLACK;
        return wanted(business, filter, words)
                .param("before", Math.min(before, end))
                .param("least", least)
                .param("from", at(from == null ? EVER : from))
                .param("until", at(until == null ? NEVER : until))
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private JdbcClient.StatementSpec wanted(BusinessId business, AuditFilter filter, List<String> words) {
        if (!words.isEmpty()) {
            return statement(BY_WORD, business)
                    .param("word", words.getFirst())
                    .param("end", words.getFirst() + LAST_LETTER)
                    .param("others", words.stream().skip(1).toArray(String[]::new))
                    .param("actor", filter.actor(), Types.VARCHAR)
                    .param("action", filter.action(), Types.VARCHAR);
        }
        if (filter.actor() != null && filter.action() != null) {
            return statement(BY_BOTH, business).param("actor", filter.actor()).param("action", filter.action());
        }
        if (filter.actor() != null) {
            return statement(BY_ACTOR, business).param("actor", filter.actor());
        }
        return filter.action() != null
                ? statement(BY_ACTION, business).param("action", filter.action())
                : statement(LIST, business);
    }

    private long number(String sql, BusinessId business, String name, Instant at, long none) {
        return statement(sql, business)
                .param(name, at(at))
                .query(Long.class)
                .optional()
                .orElse(none);
    }

    /** In the order of the chain, from after number {@code after}. */
    List<Chained> chain(BusinessId business, long after, int limit) {
        return statement(CHAIN, business)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Chained(entry(row), row.getBytes("hash")))
                .list();
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business) {
        return jdbc.sql(sql).param("business", business.value());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("n"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                (ObjectNode) Json.mapper().readTree(row.getString("detail")));
    }
}
