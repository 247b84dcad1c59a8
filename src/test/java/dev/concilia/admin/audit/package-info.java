@NullMarked
package dev.concilia.admin.audit;

import org.jspecify.annotations.NullMarked;
