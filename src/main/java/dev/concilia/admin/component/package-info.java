/** Small parts that every view uses: badge, relative time, figure, empty state. */
@NullMarked
package dev.concilia.admin.component;

import org.jspecify.annotations.NullMarked;
