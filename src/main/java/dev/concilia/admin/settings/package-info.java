/** The business, its locations, its own rules, the keys that its machines share. */
@NullMarked
package dev.concilia.admin.settings;

import org.jspecify.annotations.NullMarked;
