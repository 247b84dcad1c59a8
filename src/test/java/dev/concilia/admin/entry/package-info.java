@NullMarked
package dev.concilia.admin.entry;

import org.jspecify.annotations.NullMarked;
