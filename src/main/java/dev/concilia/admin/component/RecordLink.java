package dev.concilia.admin.component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of records in the back office. */
public final class RecordLink {
    private RecordLink() {}

    /** Of one record; its id may hold anything. */
    public static String to(String entity, String id) {
        return "records/" + encoded(entity) + "/" + encoded(id);
    }

    /** A text as it stands in an address, in its path or behind a parameter. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
