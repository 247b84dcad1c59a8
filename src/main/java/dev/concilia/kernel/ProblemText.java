package dev.concilia.kernel;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What a problem is called, means, and asks one to do: {@code problems/problems_<language>.properties}. */
public final class ProblemText {
    /** The languages that there are sentences in; others are an error of the caller. */
    public static final List<Locale> LANGUAGES = List.of(Locale.of("en"), Locale.of("es"), Locale.of("pt"));

    private ProblemText() {}

    public static String title(ProblemCode code, Locale language) {
        return bundle(language).getString(code + ".title");
    }

    public static String detail(ProblemCode code, List<Object> arguments, Locale language) {
        MessageFormat format = new MessageFormat(bundle(language).getString(code + ".detail"), language);
        return format.format(arguments.toArray());
    }

    static String field(FieldText text, Object[] arguments, Locale language) {
        return new MessageFormat(bundle(language).getString("field." + text), language).format(arguments);
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "problems/problems",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
