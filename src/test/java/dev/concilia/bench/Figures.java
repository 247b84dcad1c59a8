package dev.concilia.bench;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints figures as JSON lines on standard output, and what goes on on standard error. */
final class Figures {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** A figure beside its twin of the same run: {@code ratio} is value / twin. */
    void compared(String name, double value, String unit, double twin, String against) {
        ObjectNode line = line(name, value, unit).put("ratio", rounded(value / twin));
        print(line.put("against", against + ": " + rounded(twin) + " " + unit));
    }

    /** A figure without a twin. */
    void plain(String name, double value, String unit) {
        print(line(name, value, unit).putNull("ratio").putNull("against"));
    }

    /** A figure that could not be measured here. */
    void missing(String name, String unit, String against, String reason) {
        ObjectNode line = MAPPER.createObjectNode().put("name", name).putNull("value");
        print(line.put("unit", unit).putNull("ratio").put("against", against).put("reason", reason));
    }

    static void say(String text, Object... values) {
        System.err.println("  " + String.format(Locale.ROOT, text, values));
    }

    private static ObjectNode line(String name, double value, String unit) {
        return MAPPER.createObjectNode()
                .put("name", name)
                .put("value", rounded(value))
                .put("unit", unit);
    }

    private static void print(ObjectNode line) {
        System.out.println(line);
        System.out.flush();
    }

    private static double rounded(double value) {
        double step = Math.abs(value) >= 100 ? 1 : 1_000;
        return Math.round(value * step) / step;
    }
}
