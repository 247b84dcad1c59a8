package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/**
 * One value that isn't null: its type, then what its type asks for. A part that is null asks for nothing.
 *
 * @param types the accepted types, as bits
 * @param choices the accepted strings; empty for all
 */
record ValueCheck(
        int types,
        Set<String> choices,
        @Nullable TextCheck text,
        @Nullable NumberCheck number,
        @Nullable ArrayCheck array,
        @Nullable ObjectCheck object) {

    static final int STRING = 1;
    static final int NUMBER = 2;
    static final int INTEGER = 4;
    static final int BOOLEAN = 8;
    static final int OBJECT = 16;
    static final int ARRAY = 32;

    void check(JsonNode value, Report report) {
        if ((types & typeOf(value)) == 0) {
            report.add("type", FieldText.SEND, words());
        } else if (!choices.isEmpty() && !(value.isString() && choices.contains(value.stringValue()))) {
            report.add("enum", FieldText.CHOICE, String.join(", ", choices));
        } else {
            checkContent(value, report);
        }
    }

    private void checkContent(JsonNode value, Report report) {
        if (value.isString()) {
            if (text != null) {
                text.check(value.stringValue(), report);
            }
        } else if (value.isNumber()) {
            if (number != null) {
                number.check(value.decimalValue(), report);
            }
        } else if (value.isArray()) {
            if (array != null) {
                array.check(value, report);
            }
        } else if (value.isObject() && object != null) {
            object.check(value, false, report);
        }
    }

    private int typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> STRING;
            case NUMBER -> numberType(value);
            case BOOLEAN -> BOOLEAN;
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case NULL, BINARY, MISSING, POJO -> 0;
        };
    }

    /** As JSON Schema has it, 2.0 is an integer too. */
    private int numberType(JsonNode value) {
        if (value.isIntegralNumber()) {
            return NUMBER | INTEGER;
        }
        if (value instanceof NumericNode numeric && numeric.isNaN()) {
            return 0;
        }
        boolean asksForInteger = (types & (NUMBER | INTEGER)) == INTEGER;
        boolean whole =
                asksForInteger && value.decimalValue().stripTrailingZeros().scale() <= 0;
        return whole ? NUMBER | INTEGER : NUMBER;
    }

    private List<FieldText> words() {
        List<FieldText> words = new ArrayList<>();
        addIf(STRING, FieldText.A_STRING, words);
        addIf(NUMBER, FieldText.A_NUMBER, words);
        addIf(INTEGER, FieldText.A_WHOLE_NUMBER, words);
        addIf(BOOLEAN, FieldText.TRUE_OR_FALSE, words);
        addIf(OBJECT, FieldText.AN_OBJECT, words);
        addIf(ARRAY, FieldText.AN_ARRAY, words);
        return words;
    }

    private void addIf(int type, FieldText word, List<FieldText> words) {
        if ((types & type) != 0) {
            words.add(word);
        }
    }
}
