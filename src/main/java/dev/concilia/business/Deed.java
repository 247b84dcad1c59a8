package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.util.Map;

/**
 * Something that was done and belongs in the audit log. Published inside the transaction that does it, and written there: both
 * are kept, or neither.
 *
 * @param actor who: {@code user:<id>} or {@code device:<id>}
 * @param action what, as {@code thing.verb}
 * @param subject to what: an id
 * @param detail shown to people: never a secret
 */
public record Deed(BusinessId business, String actor, String action, String subject, Map<String, String> detail) {
    /** How a person is named as an actor. */
    public static String by(UserId user) {
        return "user:" + user;
    }
}
