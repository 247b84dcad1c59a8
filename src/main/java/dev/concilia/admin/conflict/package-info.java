/** The conflict center: what a person has to decide, one by one or many at once. */
@NullMarked
package dev.concilia.admin.conflict;

import org.jspecify.annotations.NullMarked;
