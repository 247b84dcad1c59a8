package dev.concilia.admin.component;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Addresses of records. Ids may hold any character, and some may not stand in a path in any form ({@code %2F} is refused by web
 * servers), so those are written {@code ~2F}.
 */
public final class RecordLink {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RecordLink() {}

    /** The list of an entity's records. */
    public static String to(String entity) {
        return "records/" + segment(entity);
    }

    /** One record. */
    public static String to(String entity, String id) {
        return to(entity) + "/" + segment(id);
    }

    /** A text as the value of a parameter. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An id as it stands in a path. */
    public static String segment(String id) {
        StringBuilder path = new StringBuilder();
        boolean dots = id.chars().allMatch(c -> c == '.');
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '_';
            if (plain || b == '.' && !dots) {
                path.append((char) b);
            } else {
                path.append('~').append(HEX.toHexDigits(b));
            }
        }
        return path.toString();
    }

    /** What {@link #segment} wrote, or what was URL-encoded; another text is the id itself. */
    public static String decode(String path) {
        ByteArrayOutputStream id = new ByteArrayOutputStream();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            boolean mark = bytes[i] == '~' || bytes[i] == '%';
            if (mark && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                id.write(HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                id.write(bytes[i]);
            }
        }
        return id.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'F';
    }
}
