package dev.concilia.admin.audit;

import java.time.Instant;

/**
 * An entry of the audit log in words.
 *
 * @param about to what it was done; may be empty
 * @param href the page of that; empty: none
 * @param details what else is known, in one line
 */
record AuditRow(long n, Instant at, String who, String deed, String about, String href, String details) {}
