package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What of a business's operations waits for a person, in figures. */
@Service
public class Backlog {
    private static final String FIGURES = """
            SELECT (SELECT count(*) FROM (SELECT FROM conflict
                    WHERE business_id = :business AND state = 'OPEN' LIMIT 10000) c) AS conflicts,
                (SELECT min(created_at) FROM conflict WHERE business_id = :business AND state = 'OPEN') AS oldest,
                (SELECT count(DISTINCT operation_id) FROM (SELECT operation_id FROM refused_operation
                    WHERE business_id = :business AND at > :since ORDER BY at DESC LIMIT 10000) r) AS refused
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;

    Backlog(Tenants tenants, JdbcClient jdbc) {
        this.tenants = tenants;
        this.jdbc = jdbc;
    }

    /**
     * @param conflicts open ones; exact up to 10,000
     * @param oldestConflict when the oldest open one arose
     * @param refused operations that were rejected or failed since the moment asked about; exact up to 10,000 refusals
     */
    public record Figures(int conflicts, @Nullable Instant oldestConflict, int refused) {}

    /** The figures of a business; refusals since {@code since}. */
    public Figures of(BusinessId business, Instant since) {
        return tenants.read(
                business,
                () -> jdbc.sql(FIGURES)
                        .param("business", business.value())
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .query((row, n) -> {
                            OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                            return new Figures(
                                    row.getInt("conflicts"),
                                    oldest == null ? null : oldest.toInstant(),
                                    row.getInt("refused"));
                        })
                        .single());
    }
}
