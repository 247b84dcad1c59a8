@NullMarked
package dev.concilia.admin.people;

import org.jspecify.annotations.NullMarked;
