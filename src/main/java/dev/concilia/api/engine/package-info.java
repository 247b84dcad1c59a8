/** The sync protocol itself: push and pull (source 003). */
@NullMarked
package dev.concilia.api.engine;

import org.jspecify.annotations.NullMarked;
