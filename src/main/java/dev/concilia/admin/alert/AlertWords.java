package dev.concilia.admin.alert;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouteConfiguration;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.Severity;
import dev.concilia.sync.Outcome;
import java.util.Locale;
import java.util.Optional;

/** What the pages of alerts share: tones, keys of words, and where the cause of an alert is looked after. */
public final class AlertWords {
    private AlertWords() {}

    /** A page, and the key of the words that lead there. */
    public record Cause(String address, String words) {}

    /** Where something can be done about it; empty where there is no such page. */
    public static Optional<Cause> cause(Alert alert) {
        Cause cause = switch (alert.kind()) {
            case DEVICE_SILENT, UNSENT_OLD, UNSENT_MANY, DEVICE_FAILED, DEVICE_INCONSISTENT, KEY_EXPIRES, CLOCK_SKEW ->
                new Cause("devices/" + alert.subject(), "alerts.link.device");
            case CONFLICTS_OPEN -> new Cause("conflicts", "alerts.link.conflicts");
            case REFUSED_MANY -> new Cause("operations?outcome=" + Outcome.REJECTED.wire(), "alerts.link.operations");
            case NEGATIVE_STOCK -> new Cause(RecordLink.to("inventory_items", alert.subject()), "alerts.link.record");
            case BACKUP_LATE, BACKUP_FAILED -> new Cause("backups", "alerts.link.backups");
        };
        return Optional.of(cause)
                .filter(c -> RouteConfiguration.forSessionScope()
                        .getRoute(c.address().split("\\?", 2)[0])
                        .isPresent());
    }

    static String tone(Alert alert) {
        return switch (alert.state()) {
            case OPEN -> tone(alert.kind().severity());
            case ACKNOWLEDGED -> "info";
            case RECOVERED -> "ok";
        };
    }

    static String tone(Severity severity) {
        return severity == Severity.CRITICAL ? "bad" : "warn";
    }

    static String key(Alert.State state) {
        return "alerts.state." + state;
    }

    static String key(Severity severity) {
        return "alerts.severity." + severity;
    }

    /** For addresses. */
    static String token(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String key(AlertKind kind) {
        return "alerts.rule." + kind;
    }

    static Span tag(String tone, String word) {
        Span tag = new Span(word);
        tag.addClassName("tag");
        tag.getElement().setAttribute("data-tone", tone);
        return tag;
    }
}
