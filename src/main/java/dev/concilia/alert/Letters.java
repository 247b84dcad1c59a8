package dev.concilia.alert;

import dev.concilia.business.Business;
import dev.concilia.business.HubAddress;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Writes e-mails: plain text, and the same as simple HTML in which every word is escaped. */
@Component
class Letters {
    private static final int MOST = 50;

    private final AlertTexts texts;
    private final @Nullable String link;

    Letters(AlertTexts texts, HubAddress hub) {
        this.texts = texts;
        this.link = AlertPage.of(hub);
    }

    Letter of(Notice notice, Business business, Locale language) {
        Page page = new Page();
        notice.items().stream().limit(MOST).forEach(item -> item(item, business, language, page));
        int left = notice.more() + Math.max(0, notice.items().size() - MOST);
        if (left > 0) {
            page.paragraph(texts.text("letter.more", language, left));
        }
        return end(subject(notice, business, language), business, language, page);
    }

    /** What "send test" sends. */
    Letter test(Business business, Locale language) {
        Page page = new Page();
        page.paragraph(texts.text("letter.test", language, AlertTexts.plain(business.name())));
        String subject = texts.text("letter.test.subject", language, AlertTexts.plain(business.name()));
        return end(subject, business, language, page);
    }

    /** What somebody gets who is invited: {@code link} opens the invitation until {@code end}. */
    Letter invitation(Business business, String link, Instant end, Locale language) {
        String name = AlertTexts.plain(business.name());
        Page page = new Page();
        page.paragraph(texts.text("letter.invitation", language, name, texts.time(end, language, business.timezone())));
        page.link(texts.text("letter.invitation.link", language), link);
        page.paragraph(texts.text("letter.invitation.why", language));
        return page.letter(texts.text("letter.invitation.subject", language, name), language);
    }

    private String subject(Notice notice, Business business, Locale language) {
        String name = AlertTexts.plain(business.name());
        int all = notice.items().size() + notice.more();
        Notice.Item first = notice.items().getFirst();
        if (all > 1) {
            return texts.text("letter.subject.many", language, all, name);
        }
        String key = first.recoveredAt() == null ? "letter.subject.one" : "letter.subject.recovered";
        return texts.text(key, language, texts.name(first.kind(), language), name);
    }

    private void item(Notice.Item item, Business business, Locale language, Page page) {
        Instant recovered = item.recoveredAt();
        String sentence = texts.sentence(item.kind(), item.detail(), language, business.timezone());
        if (recovered == null) {
            page.heading(texts.text("severity." + item.kind().severity(), language) + ": "
                    + texts.name(item.kind(), language));
            page.paragraph(sentence);
            page.paragraph(texts.advice(item.kind(), language));
        } else {
            page.heading(texts.text("letter.recovered", language) + ": " + texts.name(item.kind(), language));
            page.paragraph(texts.text(
                    "letter.recovered.at", language, texts.time(recovered, language, business.timezone()), sentence));
        }
    }

    private Letter end(String subject, Business business, Locale language, Page page) {
        if (link != null) {
            page.link(texts.text("letter.link", language), link);
        }
        page.paragraph(texts.text("letter.why", language, AlertTexts.plain(business.name())));
        return page.letter(subject, language);
    }

    private static final class Page {
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder body = new StringBuilder();

        void heading(String text) {
            plain.append(text).append("\r\n");
            body.append("<h2 style=\"font-size:16px;margin:24px 0 4px\">")
                    .append(escaped(text))
                    .append("</h2>\r\n");
        }

        void paragraph(String text) {
            plain.append(text).append("\r\n\r\n");
            body.append("<p style=\"margin:4px 0\">").append(escaped(text)).append("</p>\r\n");
        }

        void link(String text, String address) {
            plain.append(text).append(": ").append(address).append("\r\n\r\n");
            body.append("<p style=\"margin:16px 0\"><a href=\"")
                    .append(escaped(address))
                    .append("\">")
                    .append(escaped(text))
                    .append("</a></p>\r\n");
        }

        Letter letter(String subject, Locale language) {
            return new Letter(subject, plain.toString(), html(subject, language));
        }

        private String html(String title, Locale language) {
            return "<!doctype html>\r\n<html lang=\"" + language.getLanguage()
                    + "\"><head><meta charset=\"utf-8\"><title>"
                    + escaped(title)
                    + "</title></head>\r\n<body style=\"font-family:sans-serif;font-size:15px;line-height:1.5\">\r\n"
                    + body + "</body></html>\r\n";
        }

        private static String escaped(String text) {
            return HtmlUtils.htmlEscape(text, "UTF-8");
        }
    }
}
