package dev.concilia.alert;

import dev.concilia.business.Names;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Judges what a person entered for a channel. Where a URL leads is judged when it is sent to: names may change. */
@Component
class ChannelDraft {
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_URL = 2_000;

    private final boolean allowPrivate;

    ChannelDraft(AlertSettings settings) {
        this.allowPrivate = settings.allowPrivateWebhooks();
    }

    /** The draft without outer blanks. Throws {@code VALIDATION_FAILED} that names the field. */
    Channel.Draft checked(Channel.Draft draft) {
        String target = draft.target().strip();
        return new Channel.Draft(
                draft.type(),
                Names.checked("name", draft.name()),
                draft.type() == Channel.Type.MAIL ? address(target) : url(target),
                draft.locale(),
                draft.minSeverity(),
                draft.enabled());
    }

    /** For the audit log: what a URL has after its host may be a secret. */
    static String shown(Channel.Draft draft) {
        return draft.type() == Channel.Type.MAIL
                ? draft.target()
                : URI.create(draft.target()).getScheme() + "://"
                        + URI.create(draft.target()).getAuthority();
    }

    private static String address(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            boolean fits = text.length() <= LONGEST_ADDRESS
                    && text.equals(address.getAddress())
                    && text.indexOf('.', text.indexOf('@')) > 0
                    && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
            if (fits) {
                return text;
            }
        } catch (AddressException e) {
            // said below
        }
        throw Invalid.field("target", "an e-mail address");
    }

    private String url(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean fits = text.length() <= LONGEST_URL
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && (scheme.equals("https") || allowPrivate && scheme.equals("http"));
            if (fits) {
                return text;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw Invalid.field("target", "a URL that begins with https://");
    }
}
