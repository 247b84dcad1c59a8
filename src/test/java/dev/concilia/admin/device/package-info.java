@NullMarked
package dev.concilia.admin.device;

import org.jspecify.annotations.NullMarked;
