package dev.concilia.audit;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that somebody did.
 *
 * @param n 1, 2, 3 … per business
 * @param actor who: {@code user:<id>}, {@code device:<id>} or {@code hub}
 * @param action what, as {@code thing.verb}: {@code device.enrol}, {@code key.revoke} …
 * @param subject to what: an id
 */
public record AuditEntry(long n, Instant at, String actor, String action, String subject, ObjectNode detail) {}
