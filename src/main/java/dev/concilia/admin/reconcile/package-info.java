/** Whether devices hold what the hub holds: comparisons, what differed, repair. */
@NullMarked
package dev.concilia.admin.reconcile;

import org.jspecify.annotations.NullMarked;
