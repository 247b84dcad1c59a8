/** Takes away what has been kept for long enough, and notes what readers must know of it. */
@NullMarked
package dev.concilia.sync.retention;

import org.jspecify.annotations.NullMarked;
