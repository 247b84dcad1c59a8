@NullMarked
package dev.concilia.sync.trend;

import org.jspecify.annotations.NullMarked;
