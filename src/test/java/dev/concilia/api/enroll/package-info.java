@NullMarked
package dev.concilia.api.enroll;

import org.jspecify.annotations.NullMarked;
