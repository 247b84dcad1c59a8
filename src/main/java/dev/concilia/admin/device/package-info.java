/** The devices: the list, one of them, and enrolment. */
@NullMarked
package dev.concilia.admin.device;

import org.jspecify.annotations.NullMarked;
