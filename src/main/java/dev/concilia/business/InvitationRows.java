package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of invitations. All but {@link #find} runs inside a business. */
@Component
class InvitationRows {
    private static final String OPEN = " AND accepted_at IS NULL AND withdrawn_at IS NULL";
    private static final String FIND = "SELECT business_id, id FROM find_invitation(:hash)";
    private static final String INSERT = """
            INSERT INTO invitation (business_id, id, email, role, token_hash, invited_by, created_at, expires_at)
            VALUES (:business, :id, :email, :role, :hash, :by, :now, :expires)
            """;
    private static final String BY_EMAIL =
            "SELECT * FROM invitation WHERE business_id = :business AND lower(email) = :email" + OPEN + " FOR UPDATE";
    private static final String LOCK =
            "SELECT * FROM invitation WHERE business_id = :business AND id = :id" + OPEN + " FOR UPDATE";
    private static final String GET = "SELECT * FROM invitation WHERE business_id = :business AND id = :id" + OPEN;
    private static final String LIST = "SELECT * FROM invitation WHERE business_id = :business" + OPEN
            + " ORDER BY created_at DESC, id DESC LIMIT 200";
    private static final String RENEW = """
            UPDATE invitation SET token_hash = :hash, expires_at = :expires WHERE business_id = :business AND id = :id
            """;
    private static final String ACCEPT =
            "UPDATE invitation SET accepted_at = :now WHERE business_id = :business AND id = :id";
    private static final String WITHDRAW =
            "UPDATE invitation SET withdrawn_at = :now WHERE business_id = :business AND id = :id";

    private final JdbcClient jdbc;

    InvitationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Place(BusinessId business, UUID id) {}

    record Row(UUID id, String email, Role role, UserId invitedBy, Instant createdAt, Instant expiresAt) {}

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
                .param("email", row.email())
                .param("role", row.role().name())
                .param("hash", hash)
                .param("by", row.invitedBy().value())
                .param("now", row.createdAt().atOffset(ZoneOffset.UTC))
                .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Row> lockByEmail(BusinessId business, String email) {
        return jdbc.sql(BY_EMAIL)
                .param("business", business.value())
                .param("email", email.toLowerCase(Locale.ROOT))
                .query(InvitationRows::row)
                .optional();
    }

    Optional<Row> lock(Place place) {
        return one(LOCK, place);
    }

    Optional<Row> get(Place place) {
        return one(GET, place);
    }

    List<Row> list(BusinessId business) {
        return jdbc.sql(LIST)
                .param("business", business.value())
                .query(InvitationRows::row)
                .list();
    }

    void renew(Place place, byte[] hash, Instant expires) {
        jdbc.sql(RENEW)
                .param("business", place.business().value())
                .param("id", place.id())
                .param("hash", hash)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    void accept(Place place, Instant now) {
        end(ACCEPT, place, now);
    }

    void withdraw(Place place, Instant now) {
        end(WITHDRAW, place, now);
    }

    private void end(String sql, Place place, Instant now) {
        jdbc.sql(sql)
                .param("business", place.business().value())
                .param("id", place.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<Row> one(String sql, Place place) {
        return jdbc.sql(sql)
                .param("business", place.business().value())
                .param("id", place.id())
                .query(InvitationRows::row)
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                new UserId(row.getObject("invited_by", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
