package dev.concilia.api.engine;

import dev.concilia.catalog.FieldError;
import dev.concilia.device.Presence;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a heartbeat; what does not fit is named by its path. {@code tables} takes figures by table: {@code {"Product":
 * {"pending": 1, "failed": 0, "synced": 120, "conflicts": 0}}}, any of them, or a bare count of records.
 */
final class HeartbeatReader {
    private static final int MOST_TABLES = 100;
    private static final int MOST = 1_000_000_000;
    private static final Pattern NAME = Pattern.compile(".+", Pattern.DOTALL); // which ones fit, Devices says
    private static final Pattern STATUS = Pattern.compile("[A-Za-z_]{1,32}");
    private static final Pattern VERSION = Pattern.compile("[\\p{Alnum}][\\p{Alnum} ._+:/()-]{0,63}");
    private static final Pattern TABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final String COUNT = "count";
    private static final Set<String> FIGURES = Set.of("pending", "failed", "synced", "conflicts", COUNT);

    private HeartbeatReader() {}

    static Presence.Report read(ObjectNode body, Instant arrivedAt) {
        text(body, "terminalId", NAME, FieldText.A_TEXT);
        String status = text(body, "status", STATUS, FieldText.WORD);
        return new Presence.Report(
                arrivedAt,
                count(body.path("pending"), "pending"),
                count(body.path("failed"), "failed"),
                time(body.path("deviceTime")),
                new Presence.Beat(
                        status == null ? null : status.toUpperCase(Locale.ROOT),
                        text(body, "version", VERSION, FieldText.SHORT_NAME),
                        tables(body.path("tables"))));
    }

    private static @Nullable String text(
            ObjectNode body, String name, Pattern form, FieldText wanted, Object... arguments) {
        JsonNode node = body.path(name);
        if (absent(node)) {
            return null;
        }
        if (!node.isString() || !form.matcher(node.stringValue()).matches()) {
            throw invalid(name, wanted, arguments);
        }
        return node.stringValue();
    }

    private static @Nullable Integer count(JsonNode node, String path) {
        if (absent(node)) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0 || node.intValue() > MOST) {
            throw invalid(path, FieldText.FROM_ZERO_TO, MOST);
        }
        return node.intValue();
    }

    private static @Nullable Instant time(JsonNode node) {
        Instant at = OperationReader.time(node);
        if (at == null && !absent(node)) {
            throw invalid("deviceTime", FieldText.TIME);
        }
        return at;
    }

    private static @Nullable String tables(JsonNode node) {
        if (absent(node)) {
            return null;
        }
        if (!(node instanceof ObjectNode tables) || tables.size() > MOST_TABLES) {
            throw invalid("tables", FieldText.TABLES_UP_TO, MOST_TABLES);
        }
        ObjectNode read = Json.mapper().createObjectNode();
        tables.properties().forEach(table -> {
            if (!TABLE.matcher(table.getKey()).matches()) {
                throw invalid("tables", FieldText.TABLE_NAMES);
            }
            figures(read.putObject(table.getKey()), table.getValue(), "tables." + table.getKey());
        });
        return read.toString();
    }

    private static void figures(ObjectNode read, JsonNode node, String path) {
        if (node instanceof ObjectNode figures) {
            figures.properties().forEach(figure -> {
                if (!FIGURES.contains(figure.getKey())) {
                    throw invalid(path, FieldText.FIGURES);
                }
                read.put(figure.getKey(), count(figure.getValue(), path + "." + figure.getKey()));
            });
        } else {
            Integer count = count(node, path);
            if (count == null) {
                throw invalid(path, FieldText.NUMBER_OR_FIGURES);
            }
            read.put(COUNT, count);
        }
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static ProblemException invalid(String path, FieldText wanted, Object... arguments) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(new FieldError(path, "type", wanted, arguments))),
                path);
    }
}
