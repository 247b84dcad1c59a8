package dev.concilia.kernel;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON as compact text, without the detour over a mapper, a writer and a generator per value. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(512);

    private JsonText() {}

    static String of(JsonNode node) {
        JsonText text = new JsonText();
        text.write(node);
        return text.out.toString();
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                char before = '{';
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    out.append(before);
                    string(member.getKey());
                    out.append(':');
                    write(member.getValue());
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case ARRAY -> {
                char before = '[';
                for (JsonNode item : node) {
                    out.append(before);
                    write(item);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case STRING -> string(node.stringValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NUMBER -> out.append(node.numberValue());
            case NULL -> out.append("null");
            default -> out.append(node);
        }
    }

    private void string(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, written, i);
                escape(c);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private void escape(char c) {
        if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
            out.append('\\').append(c);
        }
    }
}
