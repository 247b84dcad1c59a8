/** The overview page, and the feed that keeps it live. */
@NullMarked
package dev.concilia.admin.overview;

import org.jspecify.annotations.NullMarked;
