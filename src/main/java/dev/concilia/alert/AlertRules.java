package dev.concilia.alert;

import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** The rules of a business: the hub's defaults, and what its people chose otherwise. All are on from the start. */
@Service
public class AlertRules {
    private static final String LIST =
            "SELECT kind, enabled, limits, hours FROM alert_rule WHERE business_id = :business";
    private static final String CHANGE = """
            INSERT INTO alert_rule (business_id, kind, enabled, limits, hours)
            VALUES (:business, :kind, :enabled, :limits::jsonb, :hours::jsonb)
            ON CONFLICT (business_id, kind)
                DO UPDATE SET enabled = excluded.enabled, limits = excluded.limits, hours = excluded.hours
            WHERE alert_rule.enabled = :oldEnabled AND :normal::jsonb || alert_rule.limits @> :oldLimits::jsonb
                AND coalesce(alert_rule.hours, 'null') @> coalesce(:oldHours::jsonb, 'null')
                AND coalesce(alert_rule.hours, 'null') <@ coalesce(:oldHours::jsonb, 'null')
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    AlertRules(Tenants tenants, JdbcClient jdbc, AuditLog audit, ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
    }

    /** One rule for each kind, in the order of {@link AlertKind}. */
    public List<AlertRule> list(BusinessId business) {
        return List.copyOf(byKind(business).values());
    }

    /** As below, whatever stands there. */
    public void change(BusinessId business, UserId by, AlertRule rule) {
        change(business, by, Objects.requireNonNull(byKind(business).get(rule.kind())), rule);
    }

    /**
     * Puts a rule in place of {@code old}; it counts from the next evaluation. Throws {@code VALIDATION_FAILED} that names
     * the limit that is missing, unknown or out of its bounds, or hours in which it would never count, and {@code
     * VERSION_CONFLICT} if it is another one by now.
     */
    public void change(BusinessId business, UserId by, AlertRule old, AlertRule rule) {
        rule.limits().keySet().stream()
                .filter(name -> rule.kind().limits().stream()
                        .noneMatch(limit -> limit.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid(name, "not a limit of " + rule.kind());
                });
        rule.kind().limits().forEach(limit -> check(limit, rule));
        WatchHours hours = rule.hours();
        if (hours != null && (hours.days().isEmpty() || rule.isNeverDue())) {
            throw invalid("hours", "at least one day, and longer than the minutes of the rule");
        }
        tenants.run(business, () -> {
            int changed = jdbc.sql(CHANGE)
                    .param("business", business.value())
                    .param("kind", rule.kind().name())
                    .param("enabled", rule.enabled())
                    .param("limits", json(rule))
                    .param("hours", json(hours), Types.VARCHAR)
                    .param("oldHours", json(old.hours()), Types.VARCHAR)
                    .param("oldEnabled", old.enabled())
                    .param("oldLimits", json(old))
                    .param("normal", json(AlertRule.normal(rule.kind())))
                    .update();
            if (changed == 0) {
                throw new ProblemException(ProblemCode.VERSION_CONFLICT);
            }
            Map<String, String> detail = new TreeMap<>(Map.of("enabled", Boolean.toString(rule.enabled())));
            rule.limits().forEach((name, value) -> detail.put(name, value.toString()));
            if (hours != null) {
                detail.put("hours", hours.from() + "–" + hours.to() + " " + new TreeSet<>(hours.days()));
            }
            audit.record(business, "user:" + by, Deeds.ALERT_RULE, rule.kind().name(), detail);
        });
        events.publishEvent(new AlertsChanged(business, false));
    }

    private static @Nullable String json(@Nullable WatchHours hours) {
        return hours == null ? null : Json.mapper().writeValueAsString(hours);
    }

    private static String json(AlertRule rule) {
        return Json.mapper().writeValueAsString(rule.limits());
    }

    private static void check(AlertKind.Limit limit, AlertRule rule) {
        Integer value = rule.limits().get(limit.name());
        if (value == null || value < limit.least() || value > limit.most()) {
            throw invalid(limit.name(), limit.least() + " to " + limit.most());
        }
    }

    private static ProblemException invalid(String path, String message) {
        return Invalid.field(path, message);
    }

    Map<AlertKind, AlertRule> byKind(BusinessId business) {
        Map<AlertKind, AlertRule> rules = new EnumMap<>(AlertKind.class);
        for (AlertKind kind : AlertKind.values()) {
            rules.put(kind, AlertRule.normal(kind));
        }
        Map<String, AlertKind> names = new TreeMap<>();
        rules.keySet().forEach(kind -> names.put(kind.name(), kind));
        tenants.read(business, () -> {
            jdbc.sql(LIST).param("business", business.value()).query(row -> {
                AlertKind kind = names.get(row.getString("kind")); // none: of a newer hub
                if (kind != null) {
                    rules.put(kind, rule(kind, row));
                }
            });
            return rules;
        });
        return rules;
    }

    private static AlertRule rule(AlertKind kind, ResultSet row) throws SQLException {
        JsonNode chosen = Json.mapper().readTree(row.getString("limits"));
        Map<String, Integer> limits = new TreeMap<>();
        kind.limits()
                .forEach(limit ->
                        limits.put(limit.name(), chosen.path(limit.name()).asInt(limit.normal())));
        String hours = row.getString("hours");
        return new AlertRule(
                kind,
                row.getBoolean("enabled"),
                limits,
                hours == null ? null : Json.mapper().readValue(hours, WatchHours.class));
    }
}
