/** The exports' place in the menu. */
@NullMarked
package dev.concilia.admin.export;

import org.jspecify.annotations.NullMarked;
