package dev.concilia.api.resources;

import dev.concilia.api.BodyCheck;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Sha256;
import dev.concilia.sync.Action;
import dev.concilia.sync.Operation;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What travels inside a sale or an order: its {@code items} and {@code payments} become records of their own, all or none with
 * it. Source: the catalog page, "a resource POST may carry".
 */
final class Parts {
    /** A member of the body that holds records of another entity, which name their whole in {@code reference}. */
    private record Kind(String whole, String member, String entity, String reference) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("sales", "items", "sale_items", "saleId"),
            new Kind("sales", "payments", "payments", "saleId"),
            new Kind("orders", "items", "order_items", "orderId"),
            new Kind("orders", "payments", "payments", "orderId"));

    private static final int MOST = 400; // of each, so that two of them and their whole are one batch

    private Parts() {}

    /** An operation and where in the body it comes from; empty for the body itself. */
    record Part(String path, Operation operation) {}

    /** Takes the parts out of {@code body} and gives them as operations of the same call. */
    static List<Part> takenFrom(ObjectNode body, UUID call, EntityType type, String id) {
        List<Part> parts = new ArrayList<>();
        for (Kind kind : KINDS) {
            if (kind.whole().equals(type.name()) && body.hasNonNull(kind.member())) {
                ArrayNode items = BodyCheck.array(body, kind.member(), kind.member(), MOST);
                body.remove(kind.member());
                for (int i = 0; i < items.size(); i++) {
                    parts.add(part(kind, call, id, parts.size() + 1, i, items.get(i)));
                }
            }
        }
        return parts;
    }

    private static Part part(Kind kind, UUID call, String whole, int place, int index, JsonNode item) {
        String path = kind.member() + "[" + index + "]";
        ObjectNode payload = BodyCheck.object(item, path).deepCopy();
        String own = id(payload, path + ".id");
        payload.put(kind.reference(), whole).remove("id");
        String itemId = own == null ? derived(whole, kind.member(), index) : own;
        return new Part(
                path,
                new Operation(
                        call + "." + place, kind.entity(), Action.INSERT, itemId, payload, null, null, "" + call));
    }

    /** The id in {@code body}; none where the hub is to give one. */
    static @Nullable String id(ObjectNode body, String path) {
        return BodyCheck.optionalText(body, "id", path, BodyCheck.LONGEST_ID);
    }

    /** The same for the same line of the same whole, so that sending it again adds nothing. */
    private static String derived(String whole, String member, int index) {
        return HexFormat.of()
                .formatHex(Sha256.of("part\n" + whole + "\n" + member + "\n" + index))
                .substring(0, 32);
    }
}
