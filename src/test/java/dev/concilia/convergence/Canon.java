package dev.concilia.convergence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The harness's own reading of JSON and of the protocol's digests: it shares no code with the engine it judges. */
final class Canon {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Canon() {}

    /** The same text for the same meaning: members sorted, numbers by value. */
    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
            text.append('{');
            members.forEach((name, value) -> {
                text.append(name).append(':');
                append(text, value);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(item -> {
                append(text, item);
                text.append(',');
            });
            text.append(']');
        } else if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros().toPlainString());
        } else {
            text.append(node);
        }
    }

    /** The first 8 bytes of SHA-256 of {@code id:version}. Source: the protocol's "Reconcile". */
    static long digest(String id, long version) {
        return ByteBuffer.wrap(sha256(id + ":" + version)).getLong();
    }

    /** The first byte of SHA-256 of the id, in hex. Source: the protocol's "Reconcile". */
    static String bucket(String id) {
        return HexFormat.of().toHexDigits(sha256(id)[0]);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
