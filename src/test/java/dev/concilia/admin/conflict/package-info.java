/** Tests of the conflict center. */
@NullMarked
package dev.concilia.admin.conflict;

import org.jspecify.annotations.NullMarked;
