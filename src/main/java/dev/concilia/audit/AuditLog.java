package dev.concilia.audit;

import dev.concilia.business.Deed;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.Sha256;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Writes, lists and checks the audit log of a business. The application's role may not change or delete its rows. */
@Service
public class AuditLog {
    private static final String QUEUE = "SELECT pg_advisory_xact_lock(hashtextextended('audit' || :business::text, 0))";
    private static final String LAST = """
            SELECT n, hash FROM audit_entry WHERE business_id = :business ORDER BY n DESC LIMIT 1
            """;
    private static final String INSERT = """
            INSERT INTO audit_entry (business_id, n, at, actor, action, subject, detail, hash)
            VALUES (:business, :n, :at, :actor, :action, :subject, :detail::jsonb, :hash)
            """;
    private static final String LIST = """
            SELECT * FROM audit_entry WHERE business_id = :business AND n < :before ORDER BY n DESC LIMIT :limit
            """;
    private static final String CHAIN = "SELECT * FROM audit_entry WHERE business_id = :business ORDER BY n";

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(Tenants tenants, JdbcClient jdbc, Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds an entry. Details are shown to people: never a secret. */
    public void record(BusinessId business, String actor, String action, String subject, Map<String, String> detail) {
        ObjectNode details = Json.mapper().createObjectNode();
        detail.forEach(details::put);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        tenants.run(business, () -> {
            jdbc.sql(QUEUE).param("business", business.value()).query().singleRow();
            Link last = last(business);
            AuditEntry entry = new AuditEntry(last.n() + 1, now, actor, action, subject, details);
            insert(business, entry, hash(last.hash(), entry));
        });
    }

    /** Writes down what a module said was done, in the transaction that does it. */
    @EventListener
    void on(Deed deed) {
        record(deed.business(), deed.actor(), deed.action(), deed.subject(), deed.detail());
    }

    /** Entries from before number {@code before}, newest first. */
    public List<AuditEntry> list(BusinessId business, long before, int limit) {
        return tenants.read(
                business,
                () -> jdbc.sql(LIST)
                        .param("business", business.value())
                        .param("before", before)
                        .param("limit", limit)
                        .query((row, n) -> entry(row))
                        .list());
    }

    /** The number of the first entry that is not as it was written, or is missing; empty if the chain holds. */
    public OptionalLong firstBroken(BusinessId business) {
        return tenants.read(business, () -> {
            Chain chain = new Chain();
            jdbc.sql(CHAIN).param("business", business.value()).query(row -> {
                chain.add(entry(row), row.getBytes("hash"));
            });
            return chain.broken == null ? OptionalLong.empty() : OptionalLong.of(chain.broken);
        });
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Link(long n, byte[] hash) {}

    private Link last(BusinessId business) {
        return jdbc.sql(LAST)
                .param("business", business.value())
                .query((row, n) -> new Link(row.getLong("n"), row.getBytes("hash")))
                .optional()
                .orElse(new Link(0, new byte[32]));
    }

    private void insert(BusinessId business, AuditEntry entry, byte[] hash) {
        jdbc.sql(INSERT)
                .param("business", business.value())
                .param("n", entry.n())
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("actor", entry.actor())
                .param("action", entry.action())
                .param("subject", entry.subject())
                .param("detail", entry.detail().toString())
                .param("hash", hash)
                .update();
    }

    private static byte[] hash(byte[] previous, AuditEntry entry) {
        MessageDigest digest = Sha256.digest();
        digest.update(previous);
        ObjectNode content = Json.mapper()
                .createObjectNode()
                .put("n", entry.n())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put("subject", entry.subject());
        content.set("detail", entry.detail());
        digest.update(Json.fingerprint(content));
        return digest.digest();
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

    private static final class Chain {
        private byte[] previous = new byte[32];
        private long n;
        private @Nullable Long broken;

        void add(AuditEntry entry, byte[] stored) {
            n++;
            boolean holds = entry.n() == n && MessageDigest.isEqual(stored, hash(previous, entry));
            if (!holds && broken == null) {
                broken = n;
            }
            previous = stored;
        }
    }
}
