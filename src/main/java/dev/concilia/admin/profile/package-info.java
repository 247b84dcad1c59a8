/** What people do with their own account. */
@NullMarked
package dev.concilia.admin.profile;

import org.jspecify.annotations.NullMarked;
