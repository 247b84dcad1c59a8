package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The versions of a record, newest first, each rebuilt from the one after it. */
@Service
public class RecordHistory {
    private static final String PAGE = """
            SELECT h.*, o.outcome, d.name AS device_name, coalesce(nullif(u.name, ''), u.email) AS user_name
            FROM record_history h
            LEFT JOIN LATERAL (SELECT outcome FROM sync_operation
                WHERE business_id = :business AND operation_id = h.operation_id LIMIT 1) o ON true
            LEFT JOIN device d ON d.business_id = :business AND d.id = h.device_id
            LEFT JOIN app_user u ON u.id = h.user_id
            WHERE h.business_id = :business AND h.entity = :entity AND h.id = :id AND h.version < :before
            ORDER BY h.version DESC LIMIT :limit
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;

    RecordHistory(Tenants tenants, JdbcClient jdbc) {
        this.tenants = tenants;
        this.jdbc = jdbc;
    }

    /**
     * Where to go on: with the versions before {@code before}.
     *
     * @param data the record at the first of them; none where history does not tell
     */
    public record Place(long before, @Nullable ObjectNode data) {
        /** The beginning: the record as it stands. */
        public static Place of(RecordState record) {
            return new Place(record.version() + 1, record.data());
        }
    }

    /** Some versions, and where to go on; nowhere at the end. */
    public record Page(
            List<RecordVersion> versions, @Nullable Place next) {}

    /** At most {@code limit} versions of a record. */
    public Page page(BusinessId business, RecordKey key, Place from, int limit) {
        List<Line> lines = tenants.read(
                business,
                () -> jdbc.sql(PAGE)
                        .param("business", business.value())
                        .param("entity", key.entity())
                        .param("id", key.id())
                        .param("before", from.before())
                        .param("limit", limit + 1)
                        .query((row, n) -> line(row))
                        .list());
        List<RecordVersion> versions = new ArrayList<>();
        ObjectNode data = from.data();
        for (int i = 0; i < Math.min(limit, lines.size()); i++) {
            Line line = lines.get(i);
            Line older = i + 1 < lines.size() ? lines.get(i + 1) : null;
            boolean first = line.isBeginning(older);
            versions.add(version(line, data, first));
            data = first || data == null ? null : before(data, line);
        }
        return new Page(
                versions, lines.size() > limit ? new Place(versions.getLast().version(), data) : null);
    }

    /** One version; empty if history does not hold it, or cannot tell how the record was. */
    public Optional<RecordVersion> find(BusinessId business, RecordState record, long version) {
        Place place = Place.of(record);
        while (place != null) {
            Page page = page(business, record.key(), place, 200);
            for (RecordVersion found : page.versions()) {
                if (found.version() == version) {
                    return found.data() == null ? Optional.empty() : Optional.of(found);
                }
            }
            place = page.next();
        }
        return Optional.empty();
    }

    /** A row of history. {@code before}: the changed fields, {@code MissingNode} where there was no value. */
    private record Line(RecordVersion made, Map<String, JsonNode> before) {
        /**
         * Whether the record began here: an insert that replaced nothing. One that brought a tombstone back unchanged replaced
         * nothing either, but follows the version before it.
         */
        boolean isBeginning(@Nullable Line older) {
            return made.action() == Action.INSERT
                    && before.isEmpty()
                    && (older == null || older.made.version() != made.version() - 1);
        }
    }

    private static RecordVersion version(Line line, @Nullable ObjectNode data, boolean first) {
        RecordVersion made = line.made();
        List<RecordVersion.Change> changes = new ArrayList<>();
        if (first && data != null) {
            data.properties()
                    .forEach(e ->
                            changes.add(new RecordVersion.Change(e.getKey(), MissingNode.getInstance(), e.getValue())));
        } else if (!first) {
            line.before()
                    .forEach((field, before) -> changes.add(new RecordVersion.Change(
                            field, before, data == null ? MissingNode.getInstance() : data.path(field))));
        }
        return new RecordVersion(
                made.version(),
                made.action(),
                made.at(),
                made.side(),
                made.device(),
                made.deviceName(),
                made.user(),
                made.userName(),
                made.outcome(),
                made.recovered(),
                changes,
                data);
    }

    private static ObjectNode before(ObjectNode data, Line line) {
        ObjectNode earlier = data.deepCopy();
        line.before().forEach((field, value) -> {
            if (value.isMissingNode()) {
                earlier.remove(field);
            } else {
                earlier.set(field, value);
            }
        });
        return earlier;
    }

    private static Line line(ResultSet row) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        UUID user = row.getObject("user_id", UUID.class);
        String outcome = row.getString("outcome");
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        RecordVersion made = new RecordVersion(
                row.getLong("version"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                at,
                Side.valueOf(row.getString("side")),
                device == null ? null : new DeviceId(device),
                row.getString("device_name"),
                user == null ? null : new UserId(user),
                row.getString("user_name"),
                outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                row.getBoolean("recovered"),
                List.of(),
                null);
        return new Line(made, new LinkedHashMap<>(BatchReads.before(row)));
    }
}
