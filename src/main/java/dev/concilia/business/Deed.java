package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.util.Map;

/**
 * Something that was done and belongs in the audit log. Published inside the transaction that does it, and written there: both
 * are kept, or neither.
 *
 * @param actor who: {@code user:<id>} or {@code device:<id>}
 * @param action what: one of {@link Deeds}
 * @param subject to what: an id
 * @param detail shown to people: never a secret
 */
public record Deed(BusinessId business, String actor, String action, String subject, Map<String, String> detail) {
    public Deed {
        if (!Deeds.ALL.contains(action)) {
            throw new IllegalArgumentException("Deeds does not list " + action);
        }
    }

    /** How a person is named as an actor. */
    public static String by(UserId user) {
        return "user:" + user;
    }
}
