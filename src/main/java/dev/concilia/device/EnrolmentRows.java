package dev.concilia.device;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of enrolment codes. All but {@link #find} runs inside a business. */
@Component
class EnrolmentRows {
    private static final String FIND = "SELECT business_id, id FROM find_enrolment(:hash)";
    private static final String INSERT = """
            INSERT INTO enrolment_code (business_id, id, code_hash, device_id, name, kind, external_id, location, created_by,
                created_at, expires_at)
            VALUES (:business, :id, :hash, :device, :name, :kind, :external, :location, :by, :now, :expires)
            """;
    private static final String FORGET =
            "DELETE FROM enrolment_code WHERE business_id = :business AND expires_at < :before";
    private static final String LOCK =
            "SELECT * FROM enrolment_code WHERE business_id = :business AND id = :id FOR UPDATE";
    private static final String USE =
            "UPDATE enrolment_code SET used_at = :now WHERE business_id = :business AND id = :id";
    private static final String OPEN = """
            SELECT * FROM enrolment_code WHERE business_id = :business AND used_at IS NULL AND expires_at > :now
            ORDER BY created_at DESC, id DESC LIMIT 100
            """;
    private static final String WITHDRAW = """
            DELETE FROM enrolment_code WHERE business_id = :business AND id = :id AND used_at IS NULL
            """;

    private final JdbcClient jdbc;

    EnrolmentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Place(BusinessId business, UUID id) {}

    record Row(
            UUID id,
            @Nullable DeviceId device,
            Devices.Enrolment wanted,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            boolean used) {}

    /** Where the code with this hash is; only the exact code finds it. */
    Optional<Place> find(byte[] hash) {
        return jdbc.sql(FIND)
                .param("hash", hash)
                .query((row, n) -> new Place(
                        new BusinessId(row.getObject("business_id", UUID.class)), row.getObject("id", UUID.class)))
                .optional();
    }

    void insert(BusinessId business, byte[] hash, Row row) {
        jdbc.sql(INSERT)
                .param("business", business.value())
                .param("id", row.id())
                .param("hash", hash)
                .param("device", row.device() == null ? null : row.device().value())
                .param("name", row.wanted().name())
                .param("kind", row.wanted().kind())
                .param("external", row.wanted().externalId())
                .param("location", row.wanted().location())
                .param("by", row.createdBy())
                .param("now", row.createdAt().atOffset(ZoneOffset.UTC))
                .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(BusinessId business, Instant before) {
        jdbc.sql(FORGET)
                .param("business", business.value())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The code's row, which nobody else can use up before this transaction ends. */
    Optional<Row> lock(Place place) {
        return jdbc.sql(LOCK)
                .param("business", place.business().value())
                .param("id", place.id())
                .query(EnrolmentRows::row)
                .optional();
    }

    void use(Place place, Instant now) {
        jdbc.sql(USE)
                .param("business", place.business().value())
                .param("id", place.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Row> open(BusinessId business, Instant now) {
        return jdbc.sql(OPEN)
                .param("business", business.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(EnrolmentRows::row)
                .list();
    }

    boolean withdraw(BusinessId business, UUID id) {
        return jdbc.sql(WITHDRAW)
                        .param("business", business.value())
                        .param("id", id)
                        .update()
                > 0;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new Row(
                row.getObject("id", UUID.class),
                device == null ? null : new DeviceId(device),
                new Devices.Enrolment(
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("external_id"),
                        row.getString("location")),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getObject("used_at") != null);
    }
}
