package dev.concilia.catalog;

/**
 * One thing that is wrong with a payload.
 *
 * @param path the field, for example {@code price} or {@code items[0].price}; empty for the payload as a whole
 * @param code one of {@code type}, {@code required}, {@code any_of}, {@code enum}, {@code min_length}, {@code max_length},
 *     {@code pattern}, {@code format}, {@code decimals}, {@code minimum}, {@code maximum}, {@code min_items},
 *     {@code max_items}, {@code hub_owned} and {@code null_character}
 * @param message a sentence in English that says what to send instead
 */
public record FieldError(String path, String code, String message) {}
