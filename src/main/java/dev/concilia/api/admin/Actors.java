package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;

/** Who callers are: people, and how the audit log names them. */
final class Actors {
    private Actors() {}

    /** The person that the caller acts as; throws {@code FORBIDDEN} for devices. */
    static UserId person(ApiCaller caller) {
        if (caller instanceof ApiCaller.Person person) {
            return person.holder().user();
        }
        throw new ProblemException(ProblemCode.FORBIDDEN);
    }

    static String of(ApiCaller caller) {
        return switch (caller) {
            case ApiCaller.Person person -> "user:" + person.holder().user();
            case ApiCaller.Machine machine -> "key:" + machine.key().key();
        };
    }
}
