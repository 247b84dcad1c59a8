package dev.concilia.api.admin;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what stands in an address; what does not fit is named. */
final class Parameters {
    private static final int LARGEST_PAGE = 500;

    private Parameters() {}

    static <T> T parsed(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, name);
        }
    }

    static <T> @Nullable T optional(String name, @Nullable String text, Function<String, T> reader) {
        return text == null || text.isBlank() ? null : parsed(name, text, reader);
    }

    /** An id that is none is an id that is not there. */
    static <T> T known(String id, Function<String, T> reader) {
        try {
            return reader.apply(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
    }

    static int limit(String text) {
        int limit = parsed("limit", text, Integer::valueOf);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "limit");
        }
        return limit;
    }
}
