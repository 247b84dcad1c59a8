package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is wrong with a payload.
 *
 * @param path the field, for example {@code price} or {@code items[0].price}; empty for the payload as a whole
 * @param code one of {@code type}, {@code required}, {@code any_of}, {@code enum}, {@code min_length}, {@code max_length},
 *     {@code pattern}, {@code format}, {@code decimals}, {@code minimum}, {@code maximum}, {@code min_items},
 *     {@code max_items}, {@code hub_owned} and {@code null_character}
 * @param text what to send instead
 * @param arguments what fills it, as {@link FieldText#in} takes them
 */
public record FieldError(String path, String code, FieldText text, List<Object> arguments) {
    public FieldError {
        arguments = List.copyOf(arguments);
    }

    public FieldError(String path, String code, FieldText text, Object... arguments) {
        this(path, code, text, List.of(arguments));
    }

    /** The same of another field. */
    public FieldError at(String elsewhere) {
        return new FieldError(elsewhere, code, text, arguments);
    }

    /** A sentence, or what is wanted, in that language. */
    public String message(Locale language) {
        return text.in(language, arguments);
    }
}
