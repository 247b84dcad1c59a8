@NullMarked
package dev.concilia.admin.operation;

import org.jspecify.annotations.NullMarked;
