package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;

/** How callers are named in the audit log. */
final class Actors {
    private Actors() {}

    static String of(ApiCaller caller) {
        return switch (caller) {
            case ApiCaller.Person person -> "user:" + person.holder().user();
            case ApiCaller.Machine machine -> "key:" + machine.key().key();
        };
    }
}
