/** Tests of the records' pages. */
@NullMarked
package dev.concilia.admin.record;

import org.jspecify.annotations.NullMarked;
