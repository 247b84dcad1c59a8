package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why an operation was refused.
 *
 * @param arguments what fills the sentence of {@code code}; none where they were not kept, then only its title can be said
 * @param fields the fields that do not fit
 */
public record Refusal(ProblemCode code, List<Object> arguments, List<FieldError> fields) {
    private static final int LONGEST = 200;
    private static final int MOST_FIELDS = 20;

    public Refusal {
        arguments = List.copyOf(arguments);
        fields = List.copyOf(fields);
    }

    /** As it is kept, beside its code; what is long is cut. */
    static @Nullable String kept(OperationResult result) {
        if (!(result instanceof OperationResult.Rejected rejected)) {
            return null;
        }
        ObjectNode kept = Json.mapper().createObjectNode();
        ArrayNode arguments = kept.putArray("arguments");
        rejected.arguments().forEach(argument -> add(arguments, argument));
        if (!rejected.fields().isEmpty()) {
            ArrayNode fields = kept.putArray("fields");
            rejected.fields().stream().limit(MOST_FIELDS).forEach(field -> add(fields, field));
        }
        return Json.text(kept);
    }

    /** {@code detail}: what {@link #kept} wrote, or none for what was refused before the hub wrote that. */
    static Refusal read(String error, @Nullable String detail) {
        ProblemCode code = Arrays.stream(ProblemCode.values())
                .filter(known -> known.name().equals(error))
                .findFirst()
                .orElse(ProblemCode.INTERNAL);
        JsonNode kept = detail == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().readTree(detail);
        List<Object> arguments = new ArrayList<>();
        kept.path("arguments").forEach(node -> arguments.add(node.isNumber() ? node.decimalValue() : node.asString()));
        List<FieldError> fields = new ArrayList<>();
        kept.path("fields").forEach(node -> fields.add(field(node)));
        return new Refusal(code, arguments, fields);
    }

    private static void add(ArrayNode fields, FieldError field) {
        ObjectNode kept = fields.addObject()
                .put("path", shown(field.path()))
                .put("code", field.code())
                .put("text", field.text().name());
        ArrayNode arguments = kept.putArray("arguments");
        field.arguments().forEach(argument -> {
            switch (argument) {
                case FieldText word -> arguments.addArray().add(word.name());
                case List<?> words -> {
                    ArrayNode names = arguments.addArray();
                    words.forEach(word -> names.add(word.toString()));
                }
                default -> arguments.add(shown(argument.toString()));
            }
        });
    }

    private static FieldError field(JsonNode kept) {
        String path = kept.path("path").asString();
        String code = kept.path("code").asString();
        Optional<FieldText> text = text(kept.path("text").asString(""));
        if (text.isEmpty()) { // from before there were texts by language, or of a newer hub
            return new FieldError(
                    path, code, FieldText.AS_IS, kept.path("message").asString(""));
        }
        List<Object> arguments = new ArrayList<>();
        kept.path("arguments")
                .forEach(argument -> arguments.add(
                        argument.isArray()
                                ? argument.valueStream()
                                        .flatMap(word -> text(word.asString()).stream())
                                        .toList()
                                : argument.asString()));
        return new FieldError(path, code, text.get(), arguments);
    }

    private static Optional<FieldText> text(String name) {
        return Arrays.stream(FieldText.values())
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    private static void add(ArrayNode arguments, Object argument) {
        switch (argument) {
            case BigDecimal number -> arguments.add(number);
            case Integer number -> arguments.add(number);
            case Long number -> arguments.add(number);
            default -> arguments.add(shown(argument.toString()));
        }
    }

    /** Cut, and without what a text column cannot hold. */
    private static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
