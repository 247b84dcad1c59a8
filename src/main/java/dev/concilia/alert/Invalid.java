package dev.concilia.alert;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Map;

/** What somebody entered does not fit. */
final class Invalid {
    private Invalid() {}

    static ProblemException field(String path, String message) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(Map.of("path", path, "message", message))),
                path);
    }
}
