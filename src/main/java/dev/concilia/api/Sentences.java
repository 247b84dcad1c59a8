package dev.concilia.api;

import dev.concilia.kernel.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;

/** What a problem means and what to do about it, in the caller's language: es, pt or en; en if none is asked for. */
@Component
public class Sentences {
    private static final List<Locale> LANGUAGES = List.of(Locale.of("en"), Locale.of("es"), Locale.of("pt"));

    /** The best of our languages for the request's {@code Accept-Language}. */
    public Locale languageOf(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .map(wanted -> Locale.of(wanted.getLanguage()))
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    public String title(ProblemCode code, Locale language) {
        return bundle(language).getString(code + ".title");
    }

    public String detail(ProblemCode code, List<Object> arguments, Locale language) {
        MessageFormat format = new MessageFormat(bundle(language).getString(code + ".detail"), language);
        return format.format(arguments.toArray());
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "problems/problems",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
