package dev.concilia.api.restaurant;

import dev.concilia.api.BodyCheck;
import dev.concilia.api.RecordJson;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.sync.PendingOrders.Confirmation;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import dev.concilia.sync.SyncService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as a kitchen reads them, and what it confirms. */
@Component
class Orders {
    private static final int LARGEST_NUMBER = 1_000_000;

    private final Records records;

    Orders(Records records) {
        this.records = records;
    }

    /** Each with its {@code customer}, {@code address} and {@code items}; a constant number of statements. */
    ArrayNode joined(BusinessId business, List<RecordState> orders) {
        Map<String, RecordState> customers = named(business, "customers", "customerId", orders);
        Map<String, RecordState> addresses = named(business, "addresses", "addressId", orders);
        Map<String, List<RecordState>> items = records.parts(
                business,
                "order_items",
                "orderId",
                orders.stream().map(order -> order.key().id()).toList());
        ArrayNode all = Json.mapper().createArrayNode();
        for (RecordState order : orders) {
            ObjectNode json = RecordJson.of(order);
            json.set("customer", shown(customers.get(text(order, "customerId"))));
            json.set("address", shown(addresses.get(text(order, "addressId"))));
            List<RecordState> lines = items.getOrDefault(order.key().id(), List.of());
            if (!lines.isEmpty() || !json.path("items").isArray()) { // an order may hold its items itself
                ArrayNode list = json.putArray("items");
                lines.forEach(line -> list.add(RecordJson.of(line)));
            }
            all.add(json);
        }
        return all;
    }

    private Map<String, RecordState> named(
            BusinessId business, String entity, String reference, List<RecordState> orders) {
        Set<String> ids = new LinkedHashSet<>();
        orders.forEach(order -> ids.add(text(order, reference)));
        ids.remove("");
        return records.some(business, entity, ids).stream()
                .collect(Collectors.toMap(record -> record.key().id(), Function.identity()));
    }

    private static JsonNode shown(@Nullable RecordState record) {
        return record == null ? Json.mapper().nullNode() : RecordJson.of(record);
    }

    private static String text(RecordState order, String field) {
        return order.data().path(field).asString("");
    }

    static List<Confirmation> confirmations(ObjectNode body) {
        ArrayNode updates = BodyCheck.array(body, "orderUpdates", "orderUpdates", SyncService.LARGEST_BATCH);
        List<Confirmation> confirmations = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            String path = "orderUpdates[" + i + "]";
            ObjectNode update = BodyCheck.object(updates.get(i), path);
            String order = BodyCheck.text(update, "orderId", path + ".orderId", BodyCheck.LONGEST_ID);
            JsonNode number = update.path("dailyNumber");
            boolean fits = number.isIntegralNumber()
                    && number.canConvertToInt()
                    && number.intValue() >= 1
                    && number.intValue() <= LARGEST_NUMBER;
            if (!fits) {
                String code = number.isMissingNode() || number.isNull() ? "required" : "type";
                throw BodyCheck.invalid(path + ".dailyNumber", code, FieldText.FROM_ONE_TO, LARGEST_NUMBER);
            }
            confirmations.add(new Confirmation(order, number.intValue()));
        }
        return confirmations;
    }
}
