package dev.concilia.api.admin;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the few texts of an administration call; a member that has no place there is refused, not ignored. */
record AdminBody(ObjectNode body) {
    static AdminBody of(ObjectNode body, String... allowed) {
        body.propertyNames().stream()
                .filter(name -> !List.of(allowed).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid(name, "not a member of this call");
                });
        return new AdminBody(body);
    }

    String required(String name) {
        String text = optional(name);
        if (text == null) {
            throw invalid(name, "required");
        }
        return text;
    }

    @Nullable
    String optional(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            throw invalid(name, "a text");
        }
        return value.stringValue();
    }

    /** A whole number, if it is there. */
    @Nullable
    Integer optionalWhole(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(name, "a whole number");
        }
        return value.intValue();
    }

    int whole(String name) {
        Integer number = optionalWhole(name);
        if (number == null) {
            throw invalid(name, "required");
        }
        return number;
    }

    boolean flag(String name) {
        JsonNode value = body.path(name);
        if (!value.isBoolean()) {
            throw invalid(name, "true or false");
        }
        return value.booleanValue();
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        return constant(name, required(name), type);
    }

    /** The constant of that name. */
    static <E extends Enum<E>> E constant(String path, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(path, "one of " + Arrays.toString(type.getEnumConstants())));
    }

    static ProblemException invalid(String name, String message) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(Map.of("path", name, "message", message))),
                name);
    }
}
