package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The change feed without its data: what to tell of it to those who then pull by themselves. */
@Service
public class HintFeed {
    /** Most hints of one page. */
    public static final int PAGE = 1_000;

    private static final String AFTER = """
            SELECT entity, id, deleted, updated_at, device_id, seq,
                NOT deleted AND (version = born_version OR created_at > :at) AS born
            FROM record WHERE business_id = :business AND seq > :after AND seq <= :end ORDER BY seq LIMIT :limit
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BatchReads reads;

    HintFeed(Tenants tenants, JdbcClient jdbc, BatchReads reads) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /** A place in a business's feed; {@code at}: the time of the change there. */
    public record Place(BusinessId business, UUID epoch, long seq, Instant at) {
        /** What a pull takes as its cursor; {@code place} is of the same feed. */
        public String cursor(long place) {
            return new Cursor(epoch, business, place).text();
        }
    }

    /**
     * A record that has changed.
     *
     * @param born whether it is new, or back from deletion
     * @param device whose change it was
     */
    public record Hint(
            String entity,
            String id,
            Instant updatedAt,
            boolean deleted,
            boolean born,
            @Nullable DeviceId device,
            long seq) {}

    /** Changes in commit order, where to go on, and whether there is more already. */
    public record Page(List<Hint> hints, Place next, boolean more) {}

    /** Where the feed ends now. */
    public Place end(BusinessId business) {
        return tenants.read(business, () -> place(business, reads.peek(business)));
    }

    /** The place that a cursor names; empty where this feed does not go on from there, so that a reader starts anew. */
    public Optional<Place> place(BusinessId business, String cursor) {
        return tenants.read(business, () -> {
            BatchReads.Clock end = reads.peek(business);
            try {
                Cursor from = Cursor.of(cursor, business, end.epoch()).requireWhole(end);
                return Optional.of(new Place(business, end.epoch(), from.seq(), Instant.MAX));
            } catch (ProblemException e) {
                return Optional.empty();
            }
        });
    }

    /** What changed after {@code place}. In another epoch there is nothing to tell: everybody starts anew. */
    public Page after(Place place) {
        BusinessId business = place.business();
        return tenants.read(business, () -> {
            BatchReads.Clock end = reads.peek(business);
            if (end.seq() <= place.seq() || !end.epoch().equals(place.epoch())) {
                return new Page(List.of(), place(business, end), false);
            }
            List<Hint> hints = hints(place, end.seq());
            boolean more = hints.size() == PAGE;
            Place next = more
                    ? new Place(
                            business,
                            end.epoch(),
                            hints.getLast().seq(),
                            hints.getLast().updatedAt())
                    : place(business, end);
            return new Page(hints, next, more);
        });
    }

    private static Place place(BusinessId business, BatchReads.Clock end) {
        return new Place(business, end.epoch(), end.seq(), end.lastAt());
    }

    private List<Hint> hints(Place place, long end) {
        boolean unknown = place.at().equals(Instant.MAX);
        return jdbc.sql(AFTER)
                .param("business", place.business().value())
                .param("after", place.seq())
                .param("end", end)
                .param("at", unknown || place.at().isBefore(Instant.EPOCH) ? farFrom(unknown) : Columns.at(place.at()))
                .param("limit", PAGE)
                .query(HintFeed::hint)
                .list();
    }

    /** What PostgreSQL can hold for "never" and "always". */
    private static OffsetDateTime farFrom(boolean never) {
        return never ? OffsetDateTime.MAX : OffsetDateTime.MIN;
    }

    private static Hint hint(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new Hint(
                row.getString("entity"),
                row.getString("id"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("deleted"),
                row.getBoolean("born"),
                device == null ? null : new DeviceId(device),
                row.getLong("seq"));
    }
}
