package dev.concilia.admin.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/** What each page load starts with: language, colour scheme, the hub's time, and the framework's own messages. */
@Component
class PageSetup implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;

    private final transient Languages texts;
    private final transient Clock clock;

    PageSetup(Languages texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::page);
        event.getSource().addSessionInitListener(init -> {
            init.getSession().setLocale(Preferences.language(init.getRequest()));
            init.getSession().setErrorHandler(new Failures());
        });
        event.getSource().addUIInitListener(init -> connectionTexts(init.getUI()));
        event.getSource().setSystemMessagesProvider(info -> messages(info.getLocale()));
    }

    private void page(IndexHtmlResponse response) {
        Locale language = Preferences.language(response.getVaadinRequest());
        Element html = response.getDocument().selectFirst("html");
        if (html == null) {
            return;
        }
        html.attr("lang", language.toLanguageTag());
        html.attr("data-hub-time", Long.toString(clock.millis()));
        Preferences.Scheme scheme = Preferences.scheme(response.getVaadinRequest());
        if (scheme != Preferences.Scheme.SYSTEM) {
            String value = Preferences.value(scheme).getValue();
            html.attr("theme", value).attr("style", "color-scheme: " + value);
        }
        Element head = response.getDocument().head();
        head.appendElement("title").text("Concilia");
        head.appendElement("link")
                .attr("rel", "icon")
                .attr("type", "image/svg+xml")
                .attr("href", "icons/logo.svg");
        head.appendElement("script").attr("src", "concilia.js");
        head.appendElement("script").attr("src", "keys.js");
        response.getDocument().body().appendElement("noscript").text(texts.getTranslation("system.noScript", language));
    }

    private SystemMessages messages(Locale locale) {
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(true);
        messages.setSessionExpiredCaption(texts.getTranslation("system.sessionExpired.title", locale));
        messages.setSessionExpiredMessage(texts.getTranslation("system.sessionExpired.text", locale));
        messages.setInternalErrorCaption(texts.getTranslation("system.internalError.title", locale));
        messages.setInternalErrorMessage(texts.getTranslation("system.internalError.text", locale));
        messages.setCookiesDisabledCaption(texts.getTranslation("system.cookies.title", locale));
        messages.setCookiesDisabledMessage(texts.getTranslation("system.cookies.text", locale));
        return messages;
    }

    /** The strip that the browser shows when the hub does not answer; also keeps the page's language in step. */
    static void connectionTexts(UI ui) {
        ui.getPage()
                .executeJs(
                        "window.conciliaTexts($0, $1)",
                        ui.getLocale().toLanguageTag(),
                        tools.jackson.databind.json.JsonMapper.shared()
                                .valueToTree(Map.of(
                                        "onlineText", ui.getTranslation("connection.online"),
                                        "offlineText", ui.getTranslation("connection.offline"),
                                        "reconnectingText", ui.getTranslation("connection.reconnecting"),
                                        "never", ui.getTranslation("time.never"),
                                        "now", ui.getTranslation("time.now"))));
    }
}
