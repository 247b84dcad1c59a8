package dev.concilia.api.resources;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What travels inside a sale or an order: its {@code items} and {@code payments} become records of their own, all or none with
 * it. Source: the catalog page, "a resource POST may carry".
 */
final class Parts {
    /** A member of the body that holds records of another entity, which name their whole in {@code reference}. */
    private record Part(String whole, String member, String entity, String reference) {}

    private static final List<Part> PARTS = List.of(
            new Part("sales", "items", "sale_items", "saleId"),
            new Part("sales", "payments", "payments", "saleId"),
            new Part("orders", "items", "order_items", "orderId"),
            new Part("orders", "payments", "payments", "orderId"));

    private static final int MOST = 500;

    private Parts() {}

    /** Takes the parts out of {@code body} and gives them as operations of the same call. */
    static List<Operation> takenFrom(Catalog catalog, UUID call, EntityType type, String id, ObjectNode body) {
        List<Operation> operations = new ArrayList<>();
        for (Part part : PARTS) {
            if (part.whole().equals(type.name()) && body.has(part.member())) {
                JsonNode items = body.remove(part.member());
                if (!items.isNull()) {
                    add(catalog, call, part, id, items, operations);
                }
            }
        }
        return operations;
    }

    private static void add(
            Catalog catalog, UUID call, Part part, String id, JsonNode items, List<Operation> operations) {
        if (!items.isArray() || items.size() > MOST) {
            throw invalid(part.member(), "an array of at most " + MOST);
        }
        EntityType type = catalog.find(part.entity()).orElseThrow();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof ObjectNode item)) {
                throw invalid(part.member() + "[" + i + "]", "an object");
            }
            int place = operations.size() + 1;
            ObjectNode payload = item.deepCopy().put(part.reference(), id);
            JsonNode own = payload.path("id");
            if (!own.isMissingNode() && !own.isString()) {
                throw invalid(part.member() + "[" + i + "].id", "a text");
            }
            String itemId = own.asString(call.toString().substring(0, 32) + "." + place);
            operations.add(ResourceWrites.operation(call, place, type, Action.INSERT, itemId, payload, null));
        }
    }

    private static ProblemException invalid(String path, String message) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED, Map.of("fields", List.of(new FieldError(path, "type", message))), path);
    }
}
