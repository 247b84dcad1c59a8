package dev.concilia.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way to people: an e-mail address, or a program's URL that gets a signed POST. Its secret is never shown again.
 *
 * @param target the address or the URL
 * @param locale language of what is told: es, pt or en
 * @param minSeverity what is milder is not told
 * @param lastSentAt when something last got through
 * @param lastFailure why the last try did not; none: it did
 */
public record Channel(
        UUID id,
        Type type,
        String name,
        String target,
        Locale locale,
        Severity minSeverity,
        boolean enabled,
        @Nullable Instant lastSentAt,
        @Nullable DeliveryFailure lastFailure,
        @Nullable Instant lastFailureAt) {
    /** How it gets there. */
    public enum Type {
        MAIL,
        WEBHOOK
    }

    /** What a person may set. */
    public record Draft(Type type, String name, String target, Locale locale, Severity minSeverity, boolean enabled) {}

    /** What a person has set. */
    public Draft draft() {
        return new Draft(type, name, target, locale, minSeverity, enabled);
    }

    boolean wants(Severity severity) {
        return enabled && severity.compareTo(minSeverity) >= 0;
    }
}
