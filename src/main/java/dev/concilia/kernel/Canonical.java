package dev.concilia.kernel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The canonical form of JSON: members sorted, numbers by value, every part with its kind and size. Fingerprints in the
 * database were made of it, so its bytes must never change. One buffer and one digest per value: this is in the hot path.
 */
final class Canonical {
    private byte[] bytes = new byte[1_024];
    private int length;

    private Canonical() {}

    static byte[] sha256(JsonNode node) {
        Canonical form = new Canonical();
        form.feed(node);
        var digest = Sha256.digest();
        digest.update(form.bytes, 0, form.length);
        return digest.digest();
    }

    private void feed(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> {
                mark('[', node.size());
                node.forEach(this::feed);
            }
            case STRING -> text('s', node.stringValue());
            case NUMBER -> text('d', number(node));
            case BOOLEAN -> text('l', node.booleanValue() ? "true" : "false");
            default -> text('l', node.toString());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    private void object(JsonNode node) {
        Map.Entry<String, JsonNode>[] members = node.properties().toArray(new Map.Entry[0]);
        Arrays.sort(members, Map.Entry.comparingByKey());
        mark('{', members.length);
        for (Map.Entry<String, JsonNode> member : members) {
            text('n', member.getKey());
            feed(member.getValue());
        }
    }

    private static String number(JsonNode node) {
        if (node.isInt() || node.isLong()) {
            long value = node.longValue();
            if (value == 0 || value % 10 != 0) { // others have zeros to strip
                return Long.toString(value);
            }
        }
        BigDecimal number = node.decimalValue();
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private void text(char kind, String text) {
        int size = text.length();
        mark(kind, size);
        reserve(size);
        int start = length;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = start - 5;
                wide(kind, text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[length++] = (byte) c;
        }
    }

    private void wide(char kind, byte[] text) {
        mark(kind, text.length);
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void mark(char kind, int size) {
        reserve(5);
        bytes[length++] = (byte) kind;
        bytes[length++] = (byte) (size >>> 24);
        bytes[length++] = (byte) (size >>> 16);
        bytes[length++] = (byte) (size >>> 8);
        bytes[length++] = (byte) size;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
