/** What the overview says, reckoned without a page. */
@NullMarked
package dev.concilia.admin.overview;

import org.jspecify.annotations.NullMarked;
