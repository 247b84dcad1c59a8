package dev.concilia.api.admin;

import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertRule;
import dev.concilia.alert.AlertRules;
import dev.concilia.alert.Severity;
import dev.concilia.alert.WatchHours;
import dev.concilia.api.ApiCaller;
import dev.concilia.api.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is watched for, from when on it is an alert, and at which hours. */
@RestController
@RequestMapping("/api/admin/alert-rules")
class AlertRuleController {
    private final RequestBody bodies;
    private final AlertRules rules;

    AlertRuleController(RequestBody bodies, AlertRules rules) {
        this.bodies = bodies;
        this.rules = rules;
    }

    record RuleList(List<Row> rules) {}

    record Row(
            AlertKind kind,
            Severity severity,
            boolean enabled,
            Map<String, Integer> limits,
            @Nullable Hours hours) {
        static Row of(AlertRule rule) {
            return new Row(
                    rule.kind(),
                    rule.kind().severity(),
                    rule.enabled(),
                    new TreeMap<>(rule.limits()),
                    Hours.of(rule.hours()));
        }
    }

    record Hours(String from, String to, List<DayOfWeek> days) {
        static @Nullable Hours of(@Nullable WatchHours hours) {
            return hours == null
                    ? null
                    : new Hours(
                            hours.from().toString(),
                            hours.to().toString(),
                            hours.days().stream().sorted().toList());
        }
    }

    @GetMapping
    RuleList list(@AuthenticationPrincipal ApiCaller caller) {
        return new RuleList(rules.list(caller.business()).stream().map(Row::of).toList());
    }

    @PutMapping
    Row change(@AuthenticationPrincipal ApiCaller.Person person, HttpServletRequest request) {
        ObjectNode body = bodies.object(request);
        AdminBody texts = AdminBody.of(body, "kind", "enabled", "limits", "hours");
        AlertRule rule = new AlertRule(
                texts.oneOf("kind", AlertKind.class), texts.flag("enabled"), limits(body.path("limits")), hours(body));
        rules.change(person.business(), person.holder().user(), rule);
        return Row.of(rule);
    }

    private static Map<String, Integer> limits(JsonNode sent) {
        Map<String, Integer> limits = new TreeMap<>();
        if (!sent.isObject()) {
            throw AdminBody.invalid("limits", "an object");
        }
        AdminBody numbers = new AdminBody((ObjectNode) sent);
        for (String name : sent.propertyNames()) {
            limits.put(name, numbers.whole(name));
        }
        return limits;
    }

    private static @Nullable WatchHours hours(ObjectNode body) {
        JsonNode sent = body.path("hours");
        if (sent.isMissingNode() || sent.isNull()) {
            return null;
        }
        if (!(sent instanceof ObjectNode hours)) {
            throw AdminBody.invalid("hours", "an object");
        }
        AdminBody times = AdminBody.of(hours, "from", "to", "days");
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode day : hours.path("days").values()) {
            days.add(AdminBody.constant("hours.days", day.asString(""), DayOfWeek.class));
        }
        return new WatchHours(time(times, "from"), time(times, "to"), days);
    }

    private static LocalTime time(AdminBody hours, String name) {
        String text = hours.required(name);
        if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw AdminBody.invalid("hours." + name, "a time such as 08:00");
        }
        return LocalTime.parse(text);
    }
}
