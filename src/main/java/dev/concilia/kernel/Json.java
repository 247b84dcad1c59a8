package dev.concilia.kernel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The hub's way with JSON: numbers are decimals, never binary floating point; nesting and sizes are bounded. */
public final class Json {
    /** Deepest nesting that is read. */
    public static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .maxNameLength(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The one mapper; immutable. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** SHA-256 over the canonical form: members sorted, numbers by value, so that spelling does not matter. */
    public static byte[] fingerprint(JsonNode node) {
        MessageDigest digest = Sha256.digest();
        feed(digest, node);
        return digest.digest();
    }

    /** Whether two values mean the same: member order and the spelling of numbers do not count. */
    public static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.isArray() && b.isArray()) {
            return sameItems(a, b);
        }
        if (a.isObject() && b.isObject()) {
            return a.size() == b.size()
                    && a.properties().stream()
                            .allMatch(e -> b.has(e.getKey()) && same(e.getValue(), b.get(e.getKey())));
        }
        return a.equals(b);
    }

    private static boolean sameItems(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static void feed(MessageDigest digest, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonNode> sorted = new TreeMap<>();
                node.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
                mark(digest, '{', sorted.size());
                sorted.forEach((name, value) -> {
                    text(digest, 'n', name);
                    feed(digest, value);
                });
            }
            case ARRAY -> {
                mark(digest, '[', node.size());
                node.forEach(item -> feed(digest, item));
            }
            case STRING -> text(digest, 's', node.stringValue());
            case NUMBER -> text(digest, 'd', plain(node.decimalValue()));
            default -> text(digest, 'l', node.toString());
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private static void text(MessageDigest digest, char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mark(digest, kind, bytes.length);
        digest.update(bytes);
    }

    private static void mark(MessageDigest digest, char kind, int size) {
        digest.update((byte) kind);
        digest.update((byte) (size >>> 24));
        digest.update((byte) (size >>> 16));
        digest.update((byte) (size >>> 8));
        digest.update((byte) size);
    }
}
