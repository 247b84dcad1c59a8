package dev.concilia.admin.audit;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Priority;
import dev.concilia.catalog.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is different between two states of the settings, in the words of the settings page. */
final class SettingsChanges {
    private static final String NOTHING = "–";
    private static final String CATALOG = "catalog";
    /** Those with a text {@code settings.flag.<name>}. */
    private static final Set<String> FLAGS = Set.of("cashSessionRequired", "negativeStock", "strictFields");

    private final Component place;
    private final RecordWords records;

    SettingsChanges(Component place, RecordWords records) {
        this.place = place;
        this.records = records;
    }

    /** In one line; what the settings page does not know is called as it calls itself. */
    String line(ObjectNode before, ObjectNode after) {
        return changes(List.of(), before, after).collect(Collectors.joining(" · "));
    }

    private Stream<String> changes(List<String> path, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return Stream.empty();
        }
        if (before.isObject() || after.isObject()) {
            Set<String> names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            return names.stream()
                    .flatMap(name -> changes(
                            Stream.concat(path.stream(), Stream.of(name)).toList(),
                            before.path(name),
                            after.path(name)));
        }
        return Stream.of(label(path) + ": " + value(path, before) + " → " + value(path, after));
    }

    private String label(List<String> path) {
        if (path.size() == 1 && FLAGS.contains(path.getFirst())) {
            return place.getTranslation("settings.flag." + path.getFirst());
        }
        if (path.size() < 3 || !path.getFirst().equals(CATALOG)) {
            return String.join(".", path);
        }
        String entity = path.get(1);
        String of = switch (path.get(2)) {
            case "strategy" -> place.getTranslation("settings.strategy");
            case "priority" -> place.getTranslation("settings.priority");
            default -> records.field(entity, path.getLast());
        };
        return place.getTranslation("audit.settings.of", records.entity(entity), of);
    }

    private String value(List<String> path, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return path.getFirst().equals(CATALOG) ? place.getTranslation("settings.standard") : NOTHING;
        }
        if (value.isBoolean()) {
            return place.getTranslation(value.booleanValue() ? "value.yes" : "value.no");
        }
        String text = value.isString() ? value.stringValue() : value.toString();
        if (!path.getFirst().equals(CATALOG)) {
            return text;
        }
        if (path.getLast().equals("priority") && value.isInt()) {
            return place.getTranslation("priority." + Priority.of(value.intValue())) + " (" + text + ")";
        }
        if (isOne(Strategy.values(), text)) {
            return place.getTranslation("strategy." + text);
        }
        String rule = text.toUpperCase(Locale.ROOT);
        return isOne(FieldRule.values(), rule) ? place.getTranslation("fieldRule." + rule) : text;
    }

    private static boolean isOne(Enum<?>[] constants, String name) {
        return Arrays.stream(constants).anyMatch(constant -> constant.name().equals(name));
    }
}
