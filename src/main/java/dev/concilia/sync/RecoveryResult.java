package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import java.util.List;
import java.util.UUID;

/** What the hub answers to one record that a device brings back. Source: the protocol's "After a restore". */
public sealed interface RecoveryResult {
    /** The record's id. */
    String id();

    /** The word of the protocol. */
    String outcome();

    /** The hub had lost it and has it again, under the device's version number. {@code replaced}: the hub's, 0 for none. */
    record Taken(String id, long version, long replaced, boolean deleted) implements RecoveryResult {
        @Override
        public String outcome() {
            return "taken";
        }
    }

    /** The hub has just that. */
    record Unchanged(String id, long version) implements RecoveryResult {
        @Override
        public String outcome() {
            return "unchanged";
        }
    }

    /** The hub has a later one; {@code record} is it. */
    record Superseded(String id, RecordState record) implements RecoveryResult {
        @Override
        public String outcome() {
            return "superseded";
        }
    }

    /** The hub has another content that does not descend from it: a person decides; {@code record} stands till then. */
    record Conflicted(String id, UUID conflictId, RecordState record) implements RecoveryResult {
        @Override
        public String outcome() {
            return "conflict";
        }
    }

    /** Not taken; nothing was written. {@code arguments} fill the sentence of {@code error}. */
    record Rejected(String id, ProblemCode error, List<Object> arguments, List<FieldError> fields)
            implements RecoveryResult {
        @Override
        public String outcome() {
            return "rejected";
        }
    }
}
