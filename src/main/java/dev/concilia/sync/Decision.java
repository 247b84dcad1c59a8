package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What one operation does to one record; made without a database. */
sealed interface Decision {
    /** The record becomes {@code data} (or a tombstone) as its next version. */
    record Write(ObjectNode data, boolean deleted, boolean merged) implements Decision {}

    /** Nothing has to be written: the record is as the operation wants it. */
    record Unchanged() implements Decision {}

    /** It was done before by another operation. */
    record Repeated() implements Decision {}

    /** A newer change stands. */
    record Superseded() implements Decision {}

    /**
     * A person must decide about {@code fields}.
     *
     * @param rest the record with the fields that do merge; none when there is nothing to write beside
     * @param base the fields' values at the base version, as far as they can be rebuilt
     */
    record Disagree(Set<String> fields, @Nullable ObjectNode rest, ObjectNode base, ObjectNode mine, ObjectNode theirs)
            implements Decision {}

    /** Breaks a rule. */
    record Refuse(ProblemCode code, List<Object> arguments, List<FieldError> fields) implements Decision {
        Refuse(ProblemCode code, Object... arguments) {
            this(code, List.of(arguments), List.of());
        }
    }
}
