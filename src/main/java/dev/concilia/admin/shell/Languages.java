package dev.concilia.admin.shell;

import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/**
 * The texts of {@code vaadin-i18n/<area>_<language>.properties}, one area per view or group of views: Spanish unless
 * somebody asks for another language.
 */
@Component
class Languages implements I18NProvider {
    static final Locale SPANISH = Locale.of("es");
    static final List<Locale> ALL = List.of(SPANISH, Locale.of("pt"), Locale.of("en"));

    private static final Logger log = LoggerFactory.getLogger(Languages.class);
    private static final long serialVersionUID = 1L;

    private final Map<Locale, Map<String, String>> texts = new HashMap<>();

    Languages() {
        ALL.forEach(language -> texts.put(language, load(language)));
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return ALL;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... values) {
        Locale language = supported(locale);
        String text = Objects.requireNonNull(texts.get(language)).get(key);
        if (text == null) {
            log.warn("No text {} in {}", key, language);
            return key;
        }
        Locale format = language.getLanguage().equals(locale.getLanguage()) ? locale : language;
        return values.length == 0 ? text : new MessageFormat(text, format).format(values);
    }

    /** The language of ours that {@code wanted} stands for; Spanish if none. */
    static Locale supported(Locale wanted) {
        return ALL.stream()
                .filter(ours -> ours.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(SPANISH);
    }

    private static Map<String, String> load(Locale language) {
        Map<String, String> all = new HashMap<>();
        try {
            for (Resource area : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:vaadin-i18n/*_" + language + ".properties")) {
                PropertiesLoaderUtils.loadProperties(new EncodedResource(area, StandardCharsets.UTF_8))
                        .forEach((key, text) -> all.put(key.toString(), text.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(all);
    }
}
