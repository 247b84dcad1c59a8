package dev.concilia.alert;

/** How urgent an alert is, mildest first. */
public enum Severity {
    /** Somebody should look at it today. */
    WARNING,
    /** Something may be lost or wrong already. */
    CRITICAL
}
