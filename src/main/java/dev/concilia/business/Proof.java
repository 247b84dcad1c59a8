package dev.concilia.business;

import java.time.Duration;

/** Whether somebody could show what was asked for: a password, or a code. */
public sealed interface Proof {
    record Accepted() implements Proof {}

    record Wrong() implements Proof {}

    /** Too many were wrong; none is looked at before this time is over. */
    record Wait(Duration left) implements Proof {}
}
