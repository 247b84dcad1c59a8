package dev.concilia.api;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What a problem means and what to do about it, in the caller's language: es, pt or en; en if none is asked for. */
@Component
public class Sentences {
    /** The best of our languages for the request's {@code Accept-Language}. */
    public Locale languageOf(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .map(wanted -> Locale.of(wanted.getLanguage()))
                .filter(ProblemText.LANGUAGES::contains)
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    public String title(ProblemCode code, Locale language) {
        return ProblemText.title(code, language);
    }

    public String detail(ProblemCode code, List<Object> arguments, Locale language) {
        return ProblemText.detail(code, arguments, language);
    }
}
