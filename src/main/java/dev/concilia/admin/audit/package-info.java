/** Who did what: the audit log for people, and the proof that it is as it was written. */
@NullMarked
package dev.concilia.admin.audit;

import org.jspecify.annotations.NullMarked;
