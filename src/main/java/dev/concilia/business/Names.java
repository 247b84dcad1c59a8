package dev.concilia.business;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that people give to things: 1 to 200 visible characters. */
public final class Names {
    private static final int LONGEST = 200;

    private Names() {}

    /** The name without outer blanks; throws {@code VALIDATION_FAILED} that names {@code field}. */
    public static String checked(String field, @Nullable String name) {
        String trimmed = name == null ? "" : name.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw invalid(field, "1 to 200 visible characters");
        }
        return trimmed;
    }

    /** A {@code VALIDATION_FAILED} that names {@code field}. */
    static ProblemException invalid(String field, String message) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(Map.of("path", field, "message", message))),
                field);
    }
}
