package dev.concilia.admin.audit;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Channel;
import dev.concilia.audit.AuditEntry;
import dev.concilia.business.Role;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Conflict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The details of an entry in one line: names for what has one, and of settings only what changed. */
final class AuditDetails {
    private static final int LONGEST = 300;
    /** Those with a text {@code audit.detail.<name>}. */
    private static final Set<String> KNOWN = Set.of(
            "name",
            "email",
            "role",
            "before",
            "after",
            "result",
            "type",
            "target",
            "minSeverity",
            "enabled",
            "kind",
            "note",
            "minutes",
            "count",
            "hours",
            "days",
            "seconds",
            "resolution",
            "total",
            "settled",
            "label",
            "by",
            "device",
            "triggered",
            "offline",
            "location",
            "reason",
            "version",
            "fields",
            "merged",
            "timezone",
            "locale",
            "currency");
    /** Ids that say nothing to people, and data. */
    private static final Set<String> LEFT_OUT = Set.of("code", "codeBy", "key", "of", "records", "operation", "run");

    private final Component place;
    private final AlertTexts alerts;
    private final RecordWords records;
    private final Locale language;
    private final Function<String, @Nullable String> device;

    AuditDetails(
            Component place,
            AlertTexts alerts,
            RecordWords records,
            Locale language,
            Function<String, @Nullable String> device) {
        this.place = place;
        this.alerts = alerts;
        this.records = records;
        this.language = language;
        this.device = device;
    }

    /** {@code about}: what is said of the entry already. */
    String line(AuditEntry entry, String about) {
        ObjectNode detail = entry.detail();
        ObjectNode before = settings(detail.path("before").asString(""));
        ObjectNode after = settings(detail.path("after").asString(""));
        if (before != null && after != null) {
            return cut(new SettingsChanges(place, records).line(before, after));
        }
        return cut(detail.properties().stream()
                .filter(part -> !LEFT_OUT.contains(part.getKey()))
                .map(part -> Map.entry(
                        part.getKey(),
                        value(entry, part.getKey(), part.getValue().asString(""))))
                .filter(part -> !part.getValue().isEmpty() && !part.getValue().equals(about))
                .map(part -> label(part.getKey()) + ": " + part.getValue())
                .collect(Collectors.joining(" · ")));
    }

    private String label(String key) {
        return KNOWN.contains(key) ? place.getTranslation("audit.detail." + key) : key;
    }

    private String value(AuditEntry entry, String key, String value) {
        return switch (key) {
            case "enabled" -> yes(value);
            case "merged" -> Boolean.parseBoolean(value) ? yes(value) : ""; // that nothing was merged says nothing
            case "role", "before", "after" ->
                isOne(Role.values(), value) ? place.getTranslation("role." + value) : value;
            case "device" -> Objects.requireNonNullElse(device.apply(value), value);
            case "minSeverity" -> severity(value);
            case "kind" -> kind(value);
            case "type" ->
                isOne(Channel.Type.values(), value) ? place.getTranslation("alerts.channel.type." + value) : value;
            case "resolution" ->
                isOne(Conflict.Resolution.values(), value) ? place.getTranslation("audit.resolution." + value) : value;
            case "result" -> place.getTranslation(value.equals("SENT") ? "audit.sent" : "audit.notSent");
            case "by" -> value.equals("operator") ? place.getTranslation("audit.operator") : value;
            case "reason" -> value.equals("RECONCILE") ? place.getTranslation("audit.repair") : value;
            case "locale" -> Locale.of(value).getDisplayLanguage(language);
            case "fields" -> fields(entry, value);
            default -> value;
        };
    }

    /** Of which entity they are is in the subject, {@code entity/id}. */
    private String fields(AuditEntry entry, String names) {
        String entity = entry.subject().split("/", 2)[0];
        return Arrays.stream(names.split(", "))
                .map(name -> records.field(entity, name))
                .collect(Collectors.joining(", "));
    }

    private String kind(String value) {
        return Arrays.stream(AlertKind.values())
                .filter(kind -> kind.name().equals(value))
                .findFirst()
                .map(kind -> alerts.name(kind, language))
                .orElse(value);
    }

    private String severity(String value) {
        return switch (value) {
            case "WARNING" -> place.getTranslation("alerts.severity.from.WARNING");
            case "CRITICAL" -> place.getTranslation("alerts.severity.from.CRITICAL");
            default -> value;
        };
    }

    private static boolean isOne(Enum<?>[] constants, String name) {
        return Arrays.stream(constants).anyMatch(constant -> constant.name().equals(name));
    }

    private String yes(String truth) {
        return place.getTranslation(Boolean.parseBoolean(truth) ? "value.yes" : "value.no");
    }

    private static @Nullable ObjectNode settings(String text) {
        try {
            return text.startsWith("{") && Json.mapper().readTree(text) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null; // a text that only looked like it
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
