/** What became of operations, and which devices called for what. */
@NullMarked
package dev.concilia.admin.operation;

import org.jspecify.annotations.NullMarked;
