/** Many machines of one business, with events, tombstones and one table at a time (source 002). */
@NullMarked
package dev.concilia.api.machines;

import org.jspecify.annotations.NullMarked;
