package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the hub answers to one operation. */
public sealed interface OperationResult {
    String operationId();

    Outcome outcome();

    /** Written, or nothing had to be. */
    record Applied(String operationId, long version) implements OperationResult {
        @Override
        public Outcome outcome() {
            return Outcome.APPLIED;
        }
    }

    /** Both sides had changed the record and the rules merged it; {@code record} is the result. */
    record Merged(String operationId, long version, RecordState record) implements OperationResult {
        @Override
        public Outcome outcome() {
            return Outcome.MERGED;
        }
    }

    /** Done already. {@code record} is the present one where that helps the caller. */
    record Duplicate(
            String operationId,
            @Nullable Long version,
            @Nullable RecordState record) implements OperationResult {
        @Override
        public Outcome outcome() {
            return Outcome.DUPLICATE;
        }
    }

    /** A newer change stands; {@code record} is the hub's. */
    record Superseded(
            String operationId, long version, @Nullable RecordState record) implements OperationResult {
        @Override
        public Outcome outcome() {
            return Outcome.SUPERSEDED;
        }
    }

    /** A person must decide; {@code record} is the hub's. */
    record Conflicted(
            String operationId,
            UUID conflictId,
            long version,
            @Nullable RecordState record) implements OperationResult {
        @Override
        public Outcome outcome() {
            return Outcome.CONFLICT;
        }
    }

    /** Breaks a rule; not remembered. {@code arguments} fill the sentence of {@code error}. */
    record Rejected(
            String operationId,
            ProblemCode error,
            List<Object> arguments,
            List<FieldError> fields,
            @Nullable RecordState record)
            implements OperationResult {
        public Rejected(String operationId, ProblemCode error, Object... arguments) {
            this(operationId, error, List.of(arguments), List.of(), null);
        }

        @Override
        public Outcome outcome() {
            return Outcome.REJECTED;
        }
    }

    /** The hub's own fault; not remembered. */
    record Failed(String operationId) implements OperationResult {
        @Override
        public Outcome outcome() {
            return Outcome.FAILED;
        }
    }
}
