/** How a business fared over the last day: operations by outcome and the oldest unsent one, in steps of five minutes. */
@NullMarked
package dev.concilia.sync.trend;

import org.jspecify.annotations.NullMarked;
