package dev.concilia.admin.audit;

import com.vaadin.flow.component.Component;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertTexts;
import dev.concilia.audit.AuditEntry;
import dev.concilia.business.Role;
import dev.concilia.kernel.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
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
            "location");
    /** Ids that say nothing to people, and data. */
    private static final Set<String> LEFT_OUT = Set.of("code", "codeBy", "key", "of", "records");

    private final Component place;
    private final AlertTexts alerts;
    private final Locale language;
    private final Function<String, @Nullable String> device;

    AuditDetails(Component place, AlertTexts alerts, Locale language, Function<String, @Nullable String> device) {
        this.place = place;
        this.alerts = alerts;
        this.language = language;
        this.device = device;
    }

    /** {@code about}: what is said of the entry already. */
    String line(AuditEntry entry, String about) {
        ObjectNode detail = entry.detail();
        ObjectNode before = settings(detail.path("before").asString(""));
        ObjectNode after = settings(detail.path("after").asString(""));
        if (before != null && after != null) {
            return cut(changes("", before, after));
        }
        return cut(detail.properties().stream()
                .filter(part -> !LEFT_OUT.contains(part.getKey()))
                .map(part -> Map.entry(
                        part.getKey(), value(part.getKey(), part.getValue().asString(""))))
                .filter(part -> !part.getValue().isEmpty() && !part.getValue().equals(about))
                .map(part -> label(part.getKey()) + ": " + part.getValue())
                .collect(Collectors.joining(" · ")));
    }

    private String label(String key) {
        return KNOWN.contains(key) ? place.getTranslation("audit.detail." + key) : key;
    }

    private String value(String key, String value) {
        if (value.equals("true") || value.equals("false")) {
            return yes(value.equals("true"));
        }
        if (isRole(value)) {
            return place.getTranslation("audit.role." + value);
        }
        return switch (key) {
            case "device" -> Objects.requireNonNullElse(device.apply(value), value);
            case "minSeverity" -> severity(value);
            case "kind" -> kind(value);
            default -> value;
        };
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

    private static boolean isRole(String value) {
        return Arrays.stream(Role.values()).anyMatch(role -> role.name().equals(value));
    }

    private String yes(boolean is) {
        return place.getTranslation(is ? "value.yes" : "value.no");
    }

    private String changes(String path, ObjectNode before, ObjectNode after) {
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        return names.stream()
                .filter(name -> !before.path(name).equals(after.path(name)))
                .map(name -> before.get(name) instanceof ObjectNode b && after.get(name) instanceof ObjectNode a
                        ? changes(path + name + ".", b, a)
                        : path + name + ": " + said(before.path(name)) + " → " + said(after.path(name)))
                .collect(Collectors.joining(" · "));
    }

    private String said(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "–";
        }
        return value.isBoolean()
                ? yes(value.booleanValue())
                : value.isString() ? value.stringValue() : value.toString();
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
