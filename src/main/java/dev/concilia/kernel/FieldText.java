package dev.concilia.kernel;

import java.util.List;
import java.util.Locale;

/**
 * What to send in a field instead: {@code field.<name>} in {@code problems/problems_<language>.properties}. Some are words
 * that stand in others.
 */
public enum FieldText {
    A_STRING,
    A_NUMBER,
    A_WHOLE_NUMBER,
    TRUE_OR_FALSE,
    AN_OBJECT,
    AN_ARRAY,
    A_DATE_TIME,
    A_DATE,
    AN_EMAIL,
    A_UUID,
    A_DECIMAL,
    A_DECIMAL_FROM_ZERO,
    A_DECIMAL_ABOVE_ZERO,
    EITHER,
    SEND,
    SEND_RECORD,
    CHOICE,
    LONGEST,
    SHORTEST,
    PATTERN,
    DECIMALS,
    LEAST,
    ABOVE,
    MOST,
    MOST_ELEMENTS,
    LEAST_ELEMENTS,
    REQUIRED,
    ONE_PRESENT,
    ONE_CHANGED,
    HUB_OWNED,
    NULL_CHARACTER,
    OVERRIDE_ENTRIES,
    OVERRIDE_ENTITY,
    OVERRIDE_MEMBER,
    OVERRIDE_CREATED_ONCE,
    OVERRIDE_STRATEGY,
    OVERRIDE_PRIORITY,
    OVERRIDE_RULES,
    OVERRIDE_RULE,
    SETTING,
    RESOLVED_DATA,
    PAYLOAD_ID,
    DATA_ID,
    UNSTORABLE,
    UNKNOWN_FIELD,
    ID,
    ONCE,
    REFERENCE,
    FUTURE,
    BY_MOVEMENTS,
    DIFFERS,
    AS_IS,
    OPERATIONS,
    RECORDS,
    CHANGES,
    A_TEXT,
    TEXT_TO,
    TEXT_UP_TO,
    NUMBER_OR_TEXT,
    MOST_CHARACTERS,
    ACTION,
    OPERATION,
    RESOLUTION,
    EVENT_TYPE,
    DELETE_OR_NONE,
    FROM_ZERO,
    FROM_ZERO_TO,
    FROM_ONE_TO,
    VERSION,
    ETAG,
    RECORD_FIELDS,
    RECORD_ID,
    ADDRESS_ID,
    MACHINE,
    TABLES,
    TABLES_UP_TO,
    TABLE_NAMES,
    KNOWN_TABLE,
    KNOWN_ENTITY,
    BUCKETS,
    TWO_HEX,
    SIXTEEN_HEX,
    IDS,
    TIME,
    HUB_TIME,
    TIME_OR_MILLIS,
    FIGURES,
    NUMBER_OR_FIGURES,
    NO_MEMBER,
    WORD,
    SHORT_NAME,
    JSON_OBJECT,
    WITHOUT_NUL,
    NOT_STORABLE;

    /**
     * In that language.
     *
     * @param arguments what fills the sentence: constants of this, which are said in that language, too, and what is shown as
     *     it is. A list of constants is an alternative
     */
    public String in(Locale language, List<Object> arguments) {
        return ProblemText.field(
                this,
                arguments.stream().map(argument -> shown(argument, language)).toArray(),
                language);
    }

    private static String shown(Object argument, Locale language) {
        return switch (argument) {
            case FieldText word -> word.in(language, List.of());
            case List<?> words ->
                words.stream()
                        .map(word -> shown(word, language))
                        .reduce((one, other) -> EITHER.in(language, List.of(one, other)))
                        .orElse("");
            default -> argument.toString();
        };
    }
}
