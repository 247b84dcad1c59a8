package dev.concilia.alert;

import dev.concilia.kernel.BusinessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The channel table. */
@Component
class ChannelRows {
    private static final String LIST =
            "SELECT * FROM alert_channel WHERE business_id = :business ORDER BY lower(name), id";
    private static final String FIND = "SELECT * FROM alert_channel WHERE business_id = :business AND id = :id";
    private static final String SECRET = "SELECT secret FROM alert_channel WHERE business_id = :business AND id = :id";
    private static final String INSERT = """
            INSERT INTO alert_channel (business_id, id, type, name, target, locale, min_severity, enabled, secret,
                created_at)
            VALUES (:business, :id, :type, :name, :target, :locale, :severity, :enabled, :secret, :now)
            """;
    private static final String CHANGE = """
            UPDATE alert_channel SET name = :name, target = :target, locale = :locale, min_severity = :severity,
                enabled = :enabled
            WHERE business_id = :business AND id = :id AND type = :type AND name = :oldName AND target = :oldTarget
                AND locale = :oldLocale AND min_severity = :oldSeverity AND enabled = :oldEnabled
            """;
    private static final String RESECRET = """
            UPDATE alert_channel SET secret = :secret WHERE business_id = :business AND id = :id AND type = 'WEBHOOK'
            """;
    private static final String DELETE = "DELETE FROM alert_channel WHERE business_id = :business AND id = :id";
    private static final String SENT = """
            UPDATE alert_channel SET last_sent_at = :now, last_error = NULL, last_error_detail = NULL, last_error_at = NULL
            WHERE business_id = :business AND id = :id
            """;
    private static final String FAILED = """
            UPDATE alert_channel SET last_error = :error, last_error_detail = :detail, last_error_at = :now
            WHERE business_id = :business AND id = :id
            """;

    private final JdbcClient jdbc;

    ChannelRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Channel> list(BusinessId business) {
        return statement(LIST, business).query(ChannelRows::channel).list();
    }

    Optional<Channel> find(BusinessId business, UUID id) {
        return statement(FIND, business)
                .param("id", id)
                .query(ChannelRows::channel)
                .optional();
    }

    /** What signs its webhooks; empty for e-mail. */
    String secret(BusinessId business, UUID id) {
        return statement(SECRET, business)
                .param("id", id)
                .query((row, n) -> Optional.ofNullable(row.getString("secret")))
                .optional()
                .flatMap(secret -> secret)
                .orElse("");
    }

    void insert(BusinessId business, UUID id, Channel.Draft draft, @Nullable String secret, Instant now) {
        drafted(INSERT, business, id, draft)
                .param("secret", secret, Types.VARCHAR)
                .param("now", at(now))
                .update();
    }

    boolean change(BusinessId business, UUID id, Channel.Draft old, Channel.Draft draft) {
        return drafted(CHANGE, business, id, draft)
                        .param("oldName", old.name())
                        .param("oldTarget", old.target())
                        .param("oldLocale", old.locale().getLanguage())
                        .param("oldSeverity", old.minSeverity().name())
                        .param("oldEnabled", old.enabled())
                        .update()
                > 0;
    }

    boolean resecret(BusinessId business, UUID id, String secret) {
        return statement(RESECRET, business)
                        .param("id", id)
                        .param("secret", secret)
                        .update()
                > 0;
    }

    boolean delete(BusinessId business, UUID id) {
        return statement(DELETE, business).param("id", id).update() > 0;
    }

    void sent(BusinessId business, UUID id, Instant now) {
        statement(SENT, business).param("id", id).param("now", at(now)).update();
    }

    void failed(BusinessId business, UUID id, DeliveryFailure failure, Instant now) {
        statement(FAILED, business)
                .param("id", id)
                .param("error", failure.reason().name())
                .param("detail", failure.detail())
                .param("now", at(now))
                .update();
    }

    private JdbcClient.StatementSpec drafted(String sql, BusinessId business, UUID id, Channel.Draft draft) {
        return statement(sql, business)
                .param("id", id)
                .param("type", draft.type().name())
                .param("name", draft.name())
                .param("target", draft.target())
                .param("locale", draft.locale().getLanguage())
                .param("severity", draft.minSeverity().name())
                .param("enabled", draft.enabled());
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business) {
        return jdbc.sql(sql).param("business", business.value());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Channel channel(ResultSet row, int number) throws SQLException {
        return new Channel(
                row.getObject("id", UUID.class),
                Channel.Type.valueOf(row.getString("type")),
                row.getString("name"),
                row.getString("target"),
                Locale.of(row.getString("locale")),
                Severity.valueOf(row.getString("min_severity")),
                row.getBoolean("enabled"),
                instant(row, "last_sent_at"),
                failure(row),
                instant(row, "last_error_at"));
    }

    private static @Nullable DeliveryFailure failure(ResultSet row) throws SQLException {
        String error = row.getString("last_error");
        String detail = row.getString("last_error_detail");
        return error == null
                ? null
                : new DeliveryFailure(DeliveryFailure.Reason.valueOf(error), detail == null ? "" : detail);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
