package dev.concilia.device;

/**
 * The five states of a device, best first; the worst one rolls up ({@link RollUp}). What makes which: {@link Cause.Kind}.
 * Source: the UI page's "Badges".
 */
public enum Badge {
    /** In contact, nothing pending, last reconcile consistent. */
    SYNCED,
    /** Enrolled, never synced. */
    WAITING,
    /** Working, pending, or not yet known to be consistent: unknown is never green. */
    SYNCING,
    /** Mismatches at the last reconcile, or open conflicts. */
    DIVERGED,
    /** No contact for three intervals, or failures. */
    OFFLINE;

    /** The worse of two. */
    public Badge worse(Badge other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
