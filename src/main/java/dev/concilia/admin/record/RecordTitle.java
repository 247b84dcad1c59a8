package dev.concilia.admin.record;

import dev.concilia.admin.component.RecordWords;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.Reference;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What people call a record: its name, its number, or what a list would show first. */
final class RecordTitle {
    private static final String NUMBER = "dailyNumber";
    private static final int LONGEST = 120;

    private RecordTitle() {}

    static String of(EntityType type, String id, ObjectNode data, RecordWords words) {
        String name = Stream.of("name", "firstName", "lastName")
                .map(field -> data.path(field).asString("").strip())
                .filter(text -> !text.isEmpty())
                .limit(2)
                .collect(Collectors.joining(" "));
        if (!name.isEmpty()) {
            return cut(name);
        }
        if (data.path(NUMBER).isNumber()) {
            return words.field(type.name(), NUMBER) + " " + data.path(NUMBER).asString();
        }
        String shown = columns(type).stream()
                .filter(field -> data.hasNonNull(field))
                .limit(2)
                .map(field -> words.value(type.name(), field, data.get(field)))
                .collect(Collectors.joining(" · "));
        return shown.isEmpty() ? id : cut(shown);
    }

    /** The columns of a list that say something by themselves. */
    private static List<String> columns(EntityType type) {
        Set<String> references =
                type.references().stream().map(Reference::field).collect(Collectors.toSet());
        return type.listColumns().stream()
                .filter(field -> !references.contains(field) && !field.endsWith("Id"))
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
