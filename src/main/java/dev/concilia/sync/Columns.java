package dev.concilia.sync;

import dev.concilia.kernel.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Between the engine's values and the columns of its tables. */
final class Columns {
    private Columns() {}

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static <T> String[] texts(List<T> rows, Function<T, String> column) {
        String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }

    static <T> Long[] longs(List<T> rows, Function<T, Long> column) {
        Long[] longs = new Long[rows.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = column.apply(rows.get(i));
        }
        return longs;
    }

    static String json(JsonNode node) {
        return Json.text(node);
    }

    static String json(Map<String, Long> versions) {
        if (versions.isEmpty()) {
            return "{}";
        }
        ObjectNode node = Json.mapper().createObjectNode();
        versions.forEach(node::put);
        return node.toString();
    }

    static ObjectNode object(String json) {
        return (ObjectNode) Json.mapper().readTree(json);
    }

    /** A text that {@code ILIKE … ESCAPE '!'} takes as it stands. */
    static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
