package dev.concilia.api;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes apart what a dialect's body holds; what does not fit is a {@code VALIDATION_FAILED} that names its path. */
public final class BodyCheck {
    /** Longest id of a record. */
    public static final int LONGEST_ID = 64;

    private BodyCheck() {}

    /**
     * The array {@code path} ends in; {@code path} is what {@code member} is called in messages. Throws {@code
     * BATCH_TOO_LARGE} for more than {@code most} items.
     */
    public static ArrayNode array(ObjectNode parent, String member, String path, int most) {
        JsonNode node = parent.path(member);
        if (!(node instanceof ArrayNode array)) {
            throw invalid(path, missing(node) ? "required" : "type", FieldText.AN_ARRAY);
        }
        if (array.size() > most) {
            throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, most);
        }
        return array;
    }

    /** {@code node} as an object. */
    public static ObjectNode object(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw invalid(path, missing(node) ? "required" : "type", FieldText.AN_OBJECT);
    }

    /** A text of 1 to {@code longest} characters. */
    public static String text(ObjectNode parent, String member, String path, int longest) {
        String text = optionalText(parent, member, path, longest);
        if (text == null) {
            throw invalid(path, "required", FieldText.TEXT_TO, longest);
        }
        return text;
    }

    /** As {@link #text}; null where there is none. */
    public static @Nullable String optionalText(ObjectNode parent, String member, String path, int longest) {
        JsonNode node = parent.path(member);
        if (missing(node)) {
            return null;
        }
        String text = node.isString() ? node.stringValue() : "";
        if (text.isEmpty()) {
            throw invalid(path, "type", FieldText.TEXT_TO, longest);
        }
        if (text.length() > longest) {
            throw invalid(path, "max_length", FieldText.MOST_CHARACTERS, longest);
        }
        if (text.indexOf('\0') >= 0) {
            throw invalid(path, "format", FieldText.WITHOUT_NUL); // PostgreSQL holds none
        }
        return text;
    }

    /** A version; null where there is none. */
    public static @Nullable Long version(JsonNode node, String path) {
        if (missing(node)) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw invalid(path, "type", FieldText.VERSION);
        }
        return node.longValue();
    }

    private static boolean missing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    public static ProblemException invalid(String path, String code, FieldText text, Object... arguments) {
        return invalid(List.of(new FieldError(path, code, text, arguments)));
    }

    public static ProblemException invalid(List<FieldError> fields) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", fields),
                fields.getFirst().path());
    }
}
