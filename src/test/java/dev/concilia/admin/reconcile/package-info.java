@NullMarked
package dev.concilia.admin.reconcile;

import org.jspecify.annotations.NullMarked;
