package dev.concilia.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the hub's backups stand: read from their table, so that it does not depend on whoever makes them. */
@Component
public class BackupWatch {
    private static final String LAST = """
            SELECT started_at, finished_at, status, verified_at FROM backup_run ORDER BY started_at DESC LIMIT 1
            """;
    private static final String STATE = """
            SELECT (SELECT max(verified_at) FROM backup_run) AS verified,
                (SELECT min(started_at) FROM backup_run) AS first,
                (SELECT status FROM backup_run WHERE status <> 'RUNNING' ORDER BY started_at DESC LIMIT 1) AS last,
                (SELECT started_at FROM backup_run WHERE status <> 'RUNNING' ORDER BY started_at DESC LIMIT 1) AS last_at
            """;

    private final JdbcClient jdbc;

    BackupWatch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param first when the first backup was begun; none: this hub makes none
     * @param verified when the newest good one was verified
     * @param failedAt when the last one was begun, if it failed
     */
    record Backups(
            @Nullable Instant first,
            @Nullable Instant verified,
            @Nullable Instant failedAt) {
        List<Problem> problems(Map<AlertKind, AlertRule> rules, Instant now) {
            List<Problem> found = new ArrayList<>();
            Instant good = verified == null ? first : verified;
            int hours = Watch.rule(rules, AlertKind.BACKUP_LATE).limit("hours");
            if (good != null && good.isBefore(now.minus(Duration.ofHours(hours)))) {
                found.add(Problem.of(AlertKind.BACKUP_LATE, "", null, null, good));
            }
            if (failedAt != null) {
                found.add(Problem.of(AlertKind.BACKUP_FAILED, "", null, null, failedAt));
            }
            return found;
        }
    }

    /**
     * The newest backup of the hub, of which all businesses are a part.
     *
     * @param verifiedAt when it was found readable and whole; none: it was not, or not yet
     */
    public record LastBackup(
            Instant startedAt,
            @Nullable Instant finishedAt,
            boolean running,
            boolean failed,
            @Nullable Instant verifiedAt) {}

    /** How the newest backup stands; empty if there never was one. */
    public Optional<LastBackup> last() {
        return jdbc.sql(LAST)
                .query((row, n) -> new LastBackup(
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        instant(row, "finished_at"),
                        "RUNNING".equals(row.getString("status")),
                        "FAILED".equals(row.getString("status")),
                        instant(row, "verified_at")))
                .optional();
    }

    Backups look() {
        return jdbc.sql(STATE).query((row, n) -> backups(row)).single();
    }

    private static Backups backups(ResultSet row) throws SQLException {
        return new Backups(
                instant(row, "first"),
                instant(row, "verified"),
                "FAILED".equals(row.getString("last")) ? instant(row, "last_at") : null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
