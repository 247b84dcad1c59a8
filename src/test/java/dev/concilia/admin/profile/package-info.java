@NullMarked
package dev.concilia.admin.profile;

import org.jspecify.annotations.NullMarked;
