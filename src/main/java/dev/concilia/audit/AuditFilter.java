package dev.concilia.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log; null: whatever.
 *
 * @param actor who, as {@link AuditEntry#actor}
 * @param action what
 * @param text words, or beginnings of words, of the subject or the details; all of them have to be there
 * @param from not before
 * @param until before
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant until) {
    /** All entries. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);
}
