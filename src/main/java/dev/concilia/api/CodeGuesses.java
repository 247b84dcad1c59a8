package dev.concilia.api;

import dev.concilia.device.WrongKeys;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Slows the guessing of one-time codes down: wrong ones count with the wrong keys of their address. */
@Component
public class CodeGuesses {
    private final WrongKeys wrongKeys;
    private final ProblemWriter problems;

    CodeGuesses(WrongKeys wrongKeys, ProblemWriter problems) {
        this.wrongKeys = wrongKeys;
        this.problems = problems;
    }

    /** Whether a code from there may be tried; if not, {@code RATE_LIMITED} is the answer and written already. */
    public boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Duration> pause = wrongKeys.shut(request.getRemoteAddr());
        if (pause.isPresent()) {
            problems.write(request, response, new ProblemException(ProblemCode.RATE_LIMITED), pause.get());
        }
        return pause.isEmpty();
    }

    public void wrong(HttpServletRequest request) {
        wrongKeys.wrong(request.getRemoteAddr());
    }
}
