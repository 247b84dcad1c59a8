package dev.concilia.admin.shell;

import com.vaadin.flow.i18n.I18NProvider;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.util.HtmlUtils;

/**
 * What a browser is shown when a request failed before there was a page, as without a database. It needs neither: when the
 * database is gone, it loads itself again until that is back.
 */
@Component("error") // the name by which Spring Boot looks for it
class ErrorPage implements View {
    private static final String PAGE = """
            <!doctype html>
            <html lang="%s" style="color-scheme: light dark"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">%s
            <title>%s</title><link rel="stylesheet" href="%s/aura/aura.css"><link rel="stylesheet" href="%s/concilia.css"></head>
            <body><main id="main" class="entry"><div class="card message"><h1>%s</h1><p>%s</p>
            <a class="button-link" href="%s/">%s</a></div></main></body></html>
            """;
    /** Asks for the page again once the hub can answer: nothing moves under who reads. */
    private static final String AGAIN = """
            <script>setInterval(async () => {
              const answer = await fetch("%s/api/health").catch(() => ({}));
              if (answer.ok) location.replace(location.href);
            }, 3000)</script>
            """;

    private final I18NProvider texts;

    ErrorPage(I18NProvider texts) {
        this.texts = texts;
    }

    @Override
    public String getContentType() {
        return MediaType.TEXT_HTML_VALUE;
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale language = Preferences.language(request);
        boolean database = isDatabaseGone(request);
        if (database) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
        String title = text(database ? "error.database.title" : "error.failed.title", language);
        String page = PAGE.formatted(
                language.getLanguage(),
                database ? AGAIN.formatted(request.getContextPath()) : "",
                title,
                request.getContextPath(),
                request.getContextPath(),
                title,
                text(database ? "error.database.page" : "error.failed.text", language),
                request.getContextPath(),
                text("error.home", language));
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isDatabaseGone(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return Integer.valueOf(HttpServletResponse.SC_SERVICE_UNAVAILABLE).equals(status)
                || (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                        && Failures.isDatabaseGone(failure));
    }

    private String text(String key, Locale language) {
        return HtmlUtils.htmlEscape(texts.getTranslation(key, language), StandardCharsets.UTF_8.name());
    }
}
