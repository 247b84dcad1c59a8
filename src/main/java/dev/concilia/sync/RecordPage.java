package dev.concilia.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records of a query.
 *
 * @param next {@code after} of the page to come; none at the end
 */
public record RecordPage(
        List<RecordState> records, @Nullable String next) {
    /** A place in a list that is by time: two records of one moment are told apart by their ids. */
    record Place(@Nullable Instant moment, @Nullable String id) {
        static final Place START = new Place(null, null);

        String text() {
            return moment + "~" + id;
        }

        /** Throws {@link DateTimeException} for what is no place. */
        static Place of(String text) {
            int end = text.indexOf('~');
            return new Place(Instant.parse(text.substring(0, Math.max(end, 0))), text.substring(end + 1));
        }
    }
}
