package dev.concilia.alert;

import java.util.List;

/** What is watched. Sources: the quality page's "Observability", the backup page's "Watch", the trade rules. */
public enum AlertKind {
    /** A device made no contact for {@code minutes}, and did not sign off with everything sent. */
    DEVICE_SILENT(Severity.WARNING, new Limit("minutes", 30, 1, 100_000)),
    /** A device has held an operation for longer than {@code minutes}. */
    UNSENT_OLD(Severity.WARNING, new Limit("minutes", 60, 1, 100_000)),
    /** A device holds more than {@code count} operations. */
    UNSENT_MANY(Severity.WARNING, new Limit("count", 100, 0, 1_000_000)),
    /** More than {@code count} operations of a device were not saved. */
    DEVICE_FAILED(Severity.CRITICAL, new Limit("count", 5, 0, 1_000_000)),
    /** A device has differed from the hub for {@code minutes}. */
    DEVICE_INCONSISTENT(Severity.CRITICAL, new Limit("minutes", 30, 0, 100_000)),
    /** The newest key of a device ends within {@code days}. */
    KEY_EXPIRES(Severity.WARNING, new Limit("days", 15, 1, 1_000)),
    /** The clock of a device is off by more than {@code seconds}. */
    CLOCK_SKEW(Severity.WARNING, new Limit("seconds", 120, 1, 1_000_000)),
    /** More than {@code count} open conflicts, or one older than {@code minutes}. */
    CONFLICTS_OPEN(Severity.WARNING, new Limit("count", 20, 0, 9_999), new Limit("minutes", 60, 1, 1_000_000)),
    /** More than {@code count} operations were refused or failed within an hour. */
    REFUSED_MANY(Severity.WARNING, new Limit("count", 20, 0, 9_999)),
    /** The stock of an item is below zero; the business allows that. */
    NEGATIVE_STOCK(Severity.WARNING),
    /** No backup was verified for {@code hours}; only where the hub makes backups. */
    BACKUP_LATE(Severity.CRITICAL, new Limit("hours", 36, 1, 10_000)),
    /** The last backup failed. */
    BACKUP_FAILED(Severity.CRITICAL);

    /** A threshold: its unit is its name. */
    public record Limit(String name, int normal, int least, int most) {}

    private final Severity severity;
    private final List<Limit> limits;

    AlertKind(Severity severity, Limit... limits) {
        this.severity = severity;
        this.limits = List.of(limits);
    }

    public Severity severity() {
        return severity;
    }

    /** What may be set, with defaults and bounds. */
    public List<Limit> limits() {
        return limits;
    }
}
