package dev.concilia.sync;

import dev.concilia.catalog.Priority;
import dev.concilia.kernel.BusinessId;

/**
 * Records of a business have changed up to {@code seq}.
 *
 * @param priority the highest priority among the changed records, 1 to 10; who waits for more urgent ones sleeps on
 * @param elsewhere another node of the hub said so
 */
public record ChangesCommitted(BusinessId business, long seq, int priority, boolean elsewhere) {
    /** Where the priority is not known, everybody is woken: a hint too many costs a look, one too few a wait. */
    public ChangesCommitted(BusinessId business, long seq, boolean elsewhere) {
        this(business, seq, Priority.CRITICAL.least(), elsewhere);
    }
}
