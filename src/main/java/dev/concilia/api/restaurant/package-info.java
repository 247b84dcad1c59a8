/** The local back end of a restaurant: menu up, orders down, customers both ways (source 000). */
@NullMarked
package dev.concilia.api.restaurant;

import org.jspecify.annotations.NullMarked;
