package dev.concilia.catalog;

/**
 * A field that holds the id of another record. An absent or null field refers to nothing and is never checked.
 *
 * @param field the field of the payload
 * @param entity the canonical name of the entity it points at
 * @param mustExist whether a record with an unknown id here is rejected
 */
public record Reference(String field, String entity, boolean mustExist) {}
