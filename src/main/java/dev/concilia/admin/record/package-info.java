/** The records: which there are, one of them with its history, changes by a person. */
@NullMarked
package dev.concilia.admin.record;

import org.jspecify.annotations.NullMarked;
