package dev.concilia.admin.device;

import java.util.List;

/** The kinds of devices that are offered at enrolment; a key holder may have named others. */
final class Kinds {
    static final List<String> KNOWN = List.of("terminal", "tablet", "backend", "machine");

    private Kinds() {}
}
