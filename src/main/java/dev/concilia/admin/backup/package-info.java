/** The backups' place in the menu. */
@NullMarked
package dev.concilia.admin.backup;

import org.jspecify.annotations.NullMarked;
