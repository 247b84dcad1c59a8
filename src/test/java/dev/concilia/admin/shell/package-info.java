/** Sign-in, without a page. */
@NullMarked
package dev.concilia.admin.shell;

import org.jspecify.annotations.NullMarked;
