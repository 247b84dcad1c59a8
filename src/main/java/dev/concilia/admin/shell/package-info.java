/** What surrounds every view: layout, language, colour scheme, browser security, error pages. */
@NullMarked
package dev.concilia.admin.shell;

import org.jspecify.annotations.NullMarked;
