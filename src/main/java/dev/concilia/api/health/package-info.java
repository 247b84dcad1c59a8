/** Whether the hub lives. */
@NullMarked
package dev.concilia.api.health;

import org.jspecify.annotations.NullMarked;
