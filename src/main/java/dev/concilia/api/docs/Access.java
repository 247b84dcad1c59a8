package dev.concilia.api.docs;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/** Who may make a call. Source: {@code ApiSecurity}. */
enum Access {
    OPEN("Anyone, without a key.", false),
    DEVICES("Devices and machines.", true),
    READERS("Owners, admins and auditors.", false, "OWNER", "ADMIN", "AUDITOR"),
    WRITERS("Owners and admins.", false, "OWNER", "ADMIN"),
    OWNERS("Owners.", false, "OWNER"),
    OPERATORS("The operator of the hub.", false, "OPERATOR"),
    RECORD_READERS("Devices and machines; owners, admins and auditors.", true, "OWNER", "ADMIN", "AUDITOR"),
    RECORD_WRITERS("Devices and machines; owners and admins.", true, "OWNER", "ADMIN");

    private final String text;
    private final boolean devices;
    private final List<String> roles;

    Access(String text, boolean devices, String... roles) {
        this.text = text;
        this.devices = devices;
        this.roles = List.of(roles);
    }

    /** As a description's {@code access} names it: {@code record-readers}. */
    static Access of(String word) {
        return valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** For people. */
    String text() {
        return text;
    }

    /** Adds the security requirements, of which one has to be met. */
    void require(ArrayNode security) {
        if (devices) {
            security.addObject().putArray("deviceKey");
            security.addObject().putArray("bearerKey");
        }
        if (!roles.isEmpty()) {
            ArrayNode names = security.addObject().putArray("accessToken");
            roles.forEach(names::add);
        }
    }
}
