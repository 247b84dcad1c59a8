@NullMarked
package dev.concilia.admin.settings;

import org.jspecify.annotations.NullMarked;
