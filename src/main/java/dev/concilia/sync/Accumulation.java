package dev.concilia.sync;

import dev.concilia.kernel.Json;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The field rules under which both sides' changes count: the step from one value to another, taken on a third. */
final class Accumulation {
    private static final int MOST_DIGITS = 300;

    private Accumulation() {}

    /** {@code delta}: numbers; empty where one of the three is none. */
    static Optional<JsonNode> delta(JsonNode from, JsonNode to, JsonNode on) {
        BigDecimal before = number(from);
        BigDecimal after = number(to);
        BigDecimal there = number(on);
        if (before == null || after == null || there == null) {
            return Optional.empty();
        }
        BigDecimal sum = there.add(after).subtract(before);
        return Optional.of(
                to.isString()
                        ? JsonNodeFactory.instance.stringNode(sum.toPlainString())
                        : JsonNodeFactory.instance.numberNode(sum));
    }

    /** {@code union}: arrays as sets; empty where one of the three is something else. */
    static Optional<JsonNode> union(JsonNode from, JsonNode to, JsonNode on) {
        if (!isSet(from) || !isSet(to) || !isSet(on)) {
            return Optional.empty();
        }
        Map<ByteBuffer, JsonNode> before = items(from);
        Map<ByteBuffer, JsonNode> after = items(to);
        Map<ByteBuffer, JsonNode> result = items(on);
        before.keySet().stream().filter(item -> !after.containsKey(item)).forEach(result::remove);
        after.forEach((key, item) -> {
            if (!before.containsKey(key)) {
                result.putIfAbsent(key, item);
            }
        });
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        result.values().forEach(array::add);
        return Optional.of(array);
    }

    /** What counts as a number to add: nothing is 0; money may be text; other text is none, nor is a monstrous power. */
    static @Nullable BigDecimal number(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return BigDecimal.ZERO;
        }
        try {
            BigDecimal number = node.isNumber()
                    ? node.decimalValue()
                    : node.isString() && node.stringValue().length() <= MOST_DIGITS
                            ? new BigDecimal(node.stringValue())
                            : null;
            return number == null || monstrous(number) ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean monstrous(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS || number.scale() > MOST_DIGITS;
    }

    private static boolean isSet(JsonNode node) {
        return node.isArray() || node.isMissingNode() || node.isNull();
    }

    /** By meaning, so that 1 and 1.0 are one item. */
    private static Map<ByteBuffer, JsonNode> items(JsonNode array) {
        Map<ByteBuffer, JsonNode> items = new LinkedHashMap<>();
        array.forEach(item -> items.putIfAbsent(ByteBuffer.wrap(Json.fingerprint(item)), item));
        return items;
    }
}
