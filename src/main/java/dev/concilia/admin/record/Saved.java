package dev.concilia.admin.record;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.RecordState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a person's change. */
sealed interface Saved {
    /** It stands, as this version; {@code merged}: beside what somebody else changed in the meantime. */
    record Done(long version, boolean merged) implements Saved {}

    /** A rule says no: {@code problem} in a sentence, {@code fields} where it names them. Nothing was written. */
    record Refused(ProblemException problem, List<FieldError> fields) implements Saved {}

    /** Somebody else was faster: {@code there} is what stands now, none if it is gone. Nothing was written. */
    record Stale(@Nullable RecordState there) implements Saved {}
}
