@NullMarked
package dev.concilia.admin.alert;

import org.jspecify.annotations.NullMarked;
