package dev.concilia.alert;

import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /**
     * Changes a rule; it counts from the next evaluation. Throws {@code VALIDATION_FAILED} that names the limit that is
     * missing, unknown or out of its bounds, or hours in which it would never count.
     */
    public void change(BusinessId business, UserId by, AlertRule rule) {
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
            jdbc.sql(CHANGE)
                    .param("business", business.value())
                    .param("kind", rule.kind().name())
                    .param("enabled", rule.enabled())
                    .param("limits", Json.mapper().writeValueAsString(rule.limits()))
                    .param("hours", hours == null ? null : Json.mapper().writeValueAsString(hours), Types.VARCHAR)
                    .update();
            Map<String, String> detail = new TreeMap<>(Map.of("enabled", Boolean.toString(rule.enabled())));
            rule.limits().forEach((name, value) -> detail.put(name, value.toString()));
            if (hours != null) {
                detail.put("hours", hours.from() + "–" + hours.to() + " " + new TreeSet<>(hours.days()));
            }
            audit.record(business, "user:" + by, Deeds.ALERT_RULE, rule.kind().name(), detail);
        });
        events.publishEvent(new AlertsChanged(business, false));
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
