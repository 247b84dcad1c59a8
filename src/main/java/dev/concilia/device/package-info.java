/** Devices, their keys, enrolment, presence and badge. */
@NullMarked
package dev.concilia.device;

import org.jspecify.annotations.NullMarked;
