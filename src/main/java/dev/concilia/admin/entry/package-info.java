/** The way in: first-run setup and sign-in. */
@NullMarked
package dev.concilia.admin.entry;

import org.jspecify.annotations.NullMarked;
