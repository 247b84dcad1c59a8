package dev.concilia.admin.shell;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The texts of {@code vaadin-i18n/translations*.properties}: Spanish unless somebody asks for another language. */
@Component
class Languages implements I18NProvider {
    static final Locale SPANISH = Locale.of("es");
    static final List<Locale> ALL = List.of(SPANISH, Locale.of("pt"), Locale.of("en"));

    private static final Logger log = LoggerFactory.getLogger(Languages.class);
    private static final long serialVersionUID = 1L;
    private static final String BUNDLE = "vaadin-i18n.translations";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    @Override
    public List<Locale> getProvidedLocales() {
        return ALL;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... values) {
        Locale language = supported(locale);
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, language, NO_FALLBACK);
        if (!texts.containsKey(key)) {
            log.warn("No text {} in {}", key, language);
            return key;
        }
        String text = texts.getString(key);
        return values.length == 0 ? text : new MessageFormat(text, language).format(values);
    }

    /** The language of ours that {@code wanted} stands for; Spanish if none. */
    static Locale supported(Locale wanted) {
        return ALL.stream()
                .filter(ours -> ours.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(SPANISH);
    }
}
