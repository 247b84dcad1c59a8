package dev.concilia.admin.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Language and colour scheme of a browser, kept in cookies so that the first paint is right already. */
public final class Preferences {
    private static final String LANGUAGE = "concilia-language";
    private static final String SCHEME = "concilia-scheme";
    private static final int LIFE = (int) Duration.ofDays(365).toSeconds();

    private Preferences() {}

    /** The colour schemes to choose from. */
    public enum Scheme {
        SYSTEM(ColorScheme.Value.SYSTEM),
        LIGHT(ColorScheme.Value.LIGHT),
        DARK(ColorScheme.Value.DARK);

        private final ColorScheme.Value value;

        Scheme(ColorScheme.Value value) {
            this.value = value;
        }
    }

    /** By the person's choice, else by what the browser asks for, else Spanish. */
    static Locale language(VaadinRequest request) {
        return language(request.getCookies(), Collections.list(request.getLocales()));
    }

    /** Likewise, for what is no page of the framework's. */
    static Locale language(HttpServletRequest request) {
        return language(request.getCookies(), Collections.list(request.getLocales()));
    }

    private static Locale language(Cookie @Nullable [] cookies, List<Locale> asked) {
        Locale language = cookie(cookies, LANGUAGE)
                .filter(tag ->
                        languages().stream().anyMatch(l -> l.getLanguage().equals(tag)))
                .map(Locale::of)
                .orElseGet(() -> asked(asked));
        return regional(language, asked);
    }

    /** The language as in the country that the browser names: numbers and dates differ between them. */
    private static Locale regional(Locale language, List<Locale> asked) {
        return asked.stream()
                .filter(one -> one.getLanguage().equals(language.getLanguage())
                        && !one.getCountry().isEmpty())
                .map(one -> Locale.of(language.getLanguage(), one.getCountry()))
                .findFirst()
                .orElse(language);
    }

    public static List<Locale> languages() {
        return Languages.ALL;
    }

    /** Changes the language of all pages of this session, at once and for the next visits. */
    public static void choose(Locale language) {
        remember(LANGUAGE, language.getLanguage());
        VaadinSession.getCurrent()
                .setLocale(regional(
                        language, Collections.list(VaadinRequest.getCurrent().getLocales())));
    }

    static Scheme scheme(VaadinRequest request) {
        return cookie(request.getCookies(), SCHEME)
                .flatMap(name -> Arrays.stream(Scheme.values())
                        .filter(s -> s.name().equals(name))
                        .findFirst())
                .orElse(Scheme.SYSTEM);
    }

    static ColorScheme.Value value(Scheme scheme) {
        return scheme.value;
    }

    /** Changes the colour scheme of this page at once, and of all pages loaded from now on. */
    static void choose(UI ui, Scheme scheme) {
        remember(SCHEME, scheme.name());
        ui.getPage().setColorScheme(scheme.value);
    }

    private static Locale asked(List<Locale> asked) {
        return asked.stream()
                .filter(l ->
                        languages().stream().anyMatch(ours -> ours.getLanguage().equals(l.getLanguage())))
                .findFirst()
                .map(Languages::supported)
                .orElse(Languages.SPANISH);
    }

    private static Optional<String> cookie(Cookie @Nullable [] cookies, String name) {
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(c -> c.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static void remember(String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(LIFE);
        cookie.setHttpOnly(true);
        cookie.setSecure(VaadinRequest.getCurrent().isSecure());
        cookie.setAttribute("SameSite", "Lax");
        VaadinResponse.getCurrent().addCookie(cookie);
    }
}
