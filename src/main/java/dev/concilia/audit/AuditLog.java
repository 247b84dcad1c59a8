package dev.concilia.audit;

import dev.concilia.audit.AuditRows.Chained;
import dev.concilia.audit.AuditRows.Link;
import dev.concilia.business.Deed;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.Sha256;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Writes, lists and checks the audit log of a business. The application's role may not change or delete its rows. */
@Service
public class AuditLog {
    private static final int CHUNK = 1_000;

    private final Tenants tenants;
    private final AuditRows rows;
    private final Clock clock;

    AuditLog(Tenants tenants, AuditRows rows, Clock clock) {
        this.tenants = tenants;
        this.rows = rows;
        this.clock = clock;
    }

    /** What a look at the whole chain came to. */
    public sealed interface Verification {
        /** All entries, from the first one on, are as they were written. */
        record Whole(long entries) implements Verification {}

        /** Entry {@code n} is not as it was written, or is missing; what comes after it is not looked at. */
        record Broken(long n) implements Verification {}

        /** Nobody wanted to know any more. */
        record Stopped(long entries) implements Verification {}
    }

    /** Told how far a verification has come; answers whether to go on. */
    @FunctionalInterface
    public interface Progress {
        boolean goOn(long checked, long all);
    }

    /** Adds an entry; {@code action} is one of {@link dev.concilia.business.Deeds}. Details are shown to people: never a secret. */
    public void record(BusinessId business, String actor, String action, String subject, Map<String, String> detail) {
        ObjectNode details = Json.mapper().createObjectNode();
        detail.forEach(details::put);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        tenants.run(business, () -> {
            rows.queue(business);
            Link last = rows.last(business).orElse(new Link(0, new byte[32]));
            AuditEntry entry = new AuditEntry(last.n() + 1, now, actor, action, subject, details);
            rows.insert(business, entry, hash(last.hash(), entry));
        });
    }

    /** Writes down what a module said was done, in the transaction that does it. */
    @EventListener
    void on(Deed deed) {
        record(deed.business(), deed.actor(), deed.action(), deed.subject(), deed.detail());
    }

    /** Entries from before number {@code before}, newest first. */
    public List<AuditEntry> list(BusinessId business, long before, int limit) {
        return list(business, AuditFilter.ALL, before, limit);
    }

    /** As {@link #list(BusinessId, long, int)}, those that fit the filter only. */
    public List<AuditEntry> list(BusinessId business, AuditFilter filter, long before, int limit) {
        return tenants.read(business, () -> rows.list(business, filter, before, limit));
    }

    /**
     * Looks at every entry there is at the beginning, in transactions of {@value #CHUNK}. That entries are missing at the end
     * does not show: whoever wants to prove that keeps the last number elsewhere.
     */
    public Verification verify(BusinessId business, Progress progress) {
        long all =
                tenants.read(business, () -> rows.last(business)).map(Link::n).orElse(0L);
        Link last = new Link(0, new byte[32]);
        while (last.n() < all) {
            if (!progress.goOn(last.n(), all)) {
                return new Verification.Stopped(last.n());
            }
            long after = last.n();
            List<Chained> chunk = tenants.read(business, () -> rows.chain(business, after, CHUNK));
            if (chunk.isEmpty()) {
                return new Verification.Broken(after + 1);
            }
            for (Chained next : chunk) {
                boolean holds = next.entry().n() == last.n() + 1
                        && MessageDigest.isEqual(next.hash(), hash(last.hash(), next.entry()));
                if (!holds) {
                    return new Verification.Broken(last.n() + 1);
                }
                last = new Link(next.entry().n(), next.hash());
            }
        }
        return new Verification.Whole(last.n());
    }

    /** The number of the first entry that is not as it was written, or is missing; empty if the chain holds. */
    public OptionalLong firstBroken(BusinessId business) {
        return verify(business, (checked, all) -> true) instanceof Verification.Broken broken
                ? OptionalLong.of(broken.n())
                : OptionalLong.empty();
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
}
