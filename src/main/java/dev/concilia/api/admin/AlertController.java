package dev.concilia.api.admin;

import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Alerts;
import dev.concilia.alert.Severity;
import dev.concilia.api.ApiCaller;
import dev.concilia.api.RequestBody;
import dev.concilia.api.Sentences;
import dev.concilia.business.Businesses;
import dev.concilia.kernel.BusinessId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts, newest first, and who looks after them; {@code next} goes on. */
@RestController
@RequestMapping("/api/admin/alerts")
class AlertController {
    private final RequestBody bodies;
    private final Alerts alerts;
    private final AlertTexts texts;
    private final Businesses businesses;
    private final Sentences sentences;

    AlertController(RequestBody bodies, Alerts alerts, AlertTexts texts, Businesses businesses, Sentences sentences) {
        this.bodies = bodies;
        this.alerts = alerts;
        this.texts = texts;
        this.businesses = businesses;
        this.sentences = sentences;
    }

    record AlertPage(List<Row> alerts, int open, @Nullable String next) {}

    record Row(
            String id,
            AlertKind kind,
            Severity severity,
            Alert.State state,
            String subject,
            String text,
            Map<String, String> detail,
            Instant raisedAt,
            int reopened,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            @Nullable String note,
            @Nullable Instant recoveredAt) {}

    @GetMapping
    AlertPage list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit,
            HttpServletRequest request) {
        Alerts.Filter filter = new Alerts.Filter(
                Parameters.optional("state", state, text -> Alert.State.valueOf(text.toUpperCase(Locale.ROOT))),
                Parameters.optional("kind", kind, AlertKind::valueOf));
        UUID mark = Parameters.optional("before", before, UUID::fromString);
        int most = Parameters.limit(limit);
        List<Alert> page = alerts.list(caller.business(), filter, mark, most);
        ZoneId zone = zone(caller.business());
        Locale language = sentences.languageOf(request);
        return new AlertPage(
                page.stream().map(alert -> row(alert, language, zone)).toList(),
                alerts.countOpen(caller.business()),
                page.size() < most ? null : page.getLast().id().toString());
    }

    @PostMapping("/{id}/acknowledge")
    Row acknowledge(
            @AuthenticationPrincipal ApiCaller.Person person, @PathVariable String id, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "note");
        Alert alert = alerts.acknowledge(
                person.business(),
                Parameters.known(id, UUID::fromString),
                person.holder().user(),
                body.optional("note"));
        return row(alert, sentences.languageOf(request), zone(person.business()));
    }

    private ZoneId zone(BusinessId business) {
        return businesses.get(business).timezone();
    }

    private Row row(Alert alert, Locale language, ZoneId zone) {
        return new Row(
                alert.id().toString(),
                alert.kind(),
                alert.kind().severity(),
                alert.state(),
                alert.subject(),
                texts.sentence(alert, language, zone),
                alert.detail(),
                alert.raisedAt(),
                alert.reopened(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy() == null ? null : alert.acknowledgedBy().toString(),
                alert.note(),
                alert.recoveredAt());
    }
}
