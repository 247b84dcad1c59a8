/** How a device that has no key yet gets one: by a one-time code. */
@NullMarked
package dev.concilia.api.enroll;

import org.jspecify.annotations.NullMarked;
