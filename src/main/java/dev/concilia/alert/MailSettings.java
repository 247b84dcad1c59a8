package dev.concilia.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server that the hub sends through.
 *
 * @param host its name ({@code MAIL_HOST}); none: no e-mail is sent, and channels say so
 * @param port its port ({@code MAIL_PORT})
 * @param username who signs in ({@code MAIL_USERNAME}); none: nobody does
 * @param password its password ({@code MAIL_PASSWORD})
 * @param from the sender's address ({@code MAIL_FROM}); the user's name if that is an address
 * @param encryption how the connection is protected ({@code MAIL_ENCRYPTION})
 * @param timeout for connecting, and for each answer
 */
@ConfigurationProperties("concilia.mail")
record MailSettings(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String from,
        @DefaultValue("STARTTLS") Encryption encryption,
        @DefaultValue("10s") Duration timeout) {
    /** STARTTLS and TLS are required then, not tried. */
    enum Encryption {
        STARTTLS,
        TLS,
        NONE
    }

    MailSettings {
        host = blankToNull(host);
        username = blankToNull(username);
        from = blankToNull(from);
        if (from == null && username != null && username.contains("@")) {
            from = username;
        }
        if (host != null && from == null) {
            throw new IllegalArgumentException(
                    "MAIL_FROM: say which address e-mails come from, or leave MAIL_HOST out.");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + ", " + encryption + ", from " + from + "]";
    }
}
