package dev.concilia.api.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Shape;
import dev.concilia.support.Spoilt;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.SyncLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The local back end of a restaurant (requirement 000): menu, configuration, orders, customers. */
@HubTest
class RestaurantContractTest {
    private static final String MENU = """
            {"categories":[{"id":"c1","name":"Pizzas","isActive":true,"subcategories":[{"id":"s1","name":"Clásicas","products":[
              {"id":"p1","name":"Hawaiana","price":"120.00",
               "variants":[{"id":"v1","name":"Grande","price":"180.00"},{"name":"Chica","price":"90.00"}],
               "modifierGroups":[{"id":"g1","name":"Orilla","minSelections":0,
                 "productModifiers":[{"id":"m1","name":"Queso","price":"30.00"}]}],
               "pizzaCustomizations":[{"id":"z1","name":"Piña","type":"INGREDIENT"}],
               "pizzaConfiguration":{"includedToppings":4,"extraToppingCost":"15.00"}},
              {"id":"p2","name":"Refresco","price":"25.00"}]}]}]}
            """;
    private static final String CONFIG = """
            {"restaurantConfig":{"name":"La Esquina","phone":"555","acceptingOrders":true},
             "businessHours":[{"dayOfWeek":0,"openTime":"09:00","closeTime":"21:00","isClosed":false},
                              {"dayOfWeek":1,"isClosed":true}]}
            """;
    private static final String CONFIRM = "{\"orderUpdates\":[{\"orderId\":\"o1\",\"dailyNumber\":42}]}";
    private static final String CUSTOMERS = """
            {"customers":[{"id":"a1","firstName":"Ana","phone":"1","isBanned":true,
              "addresses":[{"id":"d1","street":"Juárez","latitude":"19.4"}]}]}
            """;
    private static final Set<String> OPTIONAL = Set.of(
            "categories.isActive",
            "categories.subcategories.products.price",
            "categories.subcategories.products.variants",
            "categories.subcategories.products.variants.id",
            "categories.subcategories.products.variants.price",
            "categories.subcategories.products.modifierGroups",
            "categories.subcategories.products.modifierGroups.id",
            "categories.subcategories.products.modifierGroups.minSelections",
            "categories.subcategories.products.modifierGroups.productModifiers",
            "categories.subcategories.products.modifierGroups.productModifiers.id",
            "categories.subcategories.products.modifierGroups.productModifiers.price",
            "categories.subcategories.products.pizzaCustomizations",
            "categories.subcategories.products.pizzaCustomizations.id",
            "categories.subcategories.products.pizzaCustomizations.name",
            "categories.subcategories.products.pizzaCustomizations.type",
            "categories.subcategories.products.pizzaConfiguration",
            "categories.subcategories.products.pizzaConfiguration.includedToppings",
            "categories.subcategories.products.pizzaConfiguration.extraToppingCost",
            "categories.subcategories.id",
            "categories.subcategories.products.id",
            "restaurantConfig.phone",
            "restaurantConfig.acceptingOrders",
            "businessHours.openTime",
            "businessHours.closeTime",
            "businessHours.isClosed");
    private static final Set<String> OPTIONAL_OF_CUSTOMERS = Set.of(
            "customers.phone",
            "customers.isBanned",
            "customers.addresses",
            "customers.addresses.id",
            "customers.addresses.street",
            "customers.addresses.latitude");

    private final Hub hub;
    private final Tables tables;
    private final SqlLog sql;
    private final SyncLog log;
    private final TestBusiness business;
    private final TestDevice local;
    private final TestDevice bot;

    RestaurantContractTest(Hub hub, Tables tables, SqlLog sql, SyncLog log) {
        this.hub = hub;
        this.tables = tables;
        this.sql = sql;
        this.log = log;
        this.business = hub.business();
        this.local = business.device("local");
        this.bot = business.device("bot");
    }

    private Answer post(TestDevice device, String path, String body) {
        return hub.post(path).key(device.apiKey()).text(body).send();
    }

    private Answer get(TestDevice device, String path) {
        return hub.get(path).key(device.apiKey()).send();
    }

    private String menu(String body) {
        Answer answer = post(local, "/api/sync/menu", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode data = answer.json().get("data");
        return data.get("created").asInt() + " " + data.get("updated").asInt() + " "
                + data.get("deleted").asInt() + " " + data.get("unchanged").asInt();
    }

    private JsonNode record(String path) {
        Answer answer = get(local, "/api/" + path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void aMenuComesWholeAndWhatItLeavesOutGoes() {
        bot.push(Op.insert("products", "bread", "name", "Bolillo"));
        assertThat(menu(MENU)).isEqualTo("10 0 0 0");
        assertThat(record("products/p1").get("subcategoryId").asString()).isEqualTo("s1");
        assertThat(record("products/p1").has("variants")).isFalse();
        assertThat(record("product-variants").get("total").asInt()).isEqualTo(2);
        assertThat(record("modifiers/m1").get("modifierGroupId").asString()).isEqualTo("g1");
        assertThat(record("pizza-configurations")
                        .get("pizza_configurations")
                        .get(0)
                        .get("productId")
                        .asString())
                .isEqualTo("p1");
        Map<String, Long> before = tables.rowsOf(business.id());
        assertThat(menu(MENU)).isEqualTo("0 0 0 10");
        assertThat(tables.rowsOf(business.id())).isEqualTo(before);

        assertThat(menu(MENU.replace("\"Hawaiana\",\"price\":\"120.00\"", "\"Hawaiana\",\"price\":\"130\"")
                        .replace(",\n  {\"id\":\"p2\",\"name\":\"Refresco\",\"price\":\"25.00\"}", "")))
                .isEqualTo("0 1 1 8");
        assertThat(get(local, "/api/products/p2").status()).isEqualTo(404);
        assertThat(record("products/p1").get("price").asString()).isEqualTo("130");
        assertThat(menu(MENU)).isEqualTo("1 1 0 8");
        assertThat(record("products/p1").get("price").asString()).isEqualTo("120.00");
        assertThat(menu("{\"categories\":[]}")).isEqualTo("0 0 10 0");
        assertThat(record("products").get("products").findValuesAsString("id")).containsExactly("bread");
    }

    @Test
    void aMenuIsTakenWholeOrNotAtAll() {
        menu(MENU);
        Map<String, Long> before = rows();
        Answer answer =
                post(local, "/api/sync/menu", MENU.replace("Clásicas", "Otras").replace("\"25.00\"", "\"-1\""));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().get("fields").findValuesAsString("path"))
                .containsExactly("categories[0].subcategories[0].products[1].price");
        assertThat(rows()).isEqualTo(before);
        assertThat(record("subcategories/s1").get("name").asString()).isEqualTo("Clásicas");
    }

    private static String large(int products) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            rows.add("{\"id\":\"q" + i + "\",\"name\":\"Platillo " + i
                    + "\",\"price\":\"10.50\",\"variants\":[{\"id\":\"w" + i + "\",\"name\":\"Grande\"}]}");
        }
        return "{\"categories\":[{\"id\":\"c1\",\"name\":\"Todo\",\"subcategories\":[{\"id\":\"s1\",\"name\":\"Todo\",\"products\":["
                + String.join(",", rows) + "]}]}]}";
    }

    @Test
    void aMenuOfAnySizeCostsTheSameStatements() {
        menu("{\"categories\":[]}"); // reads the settings once
        List<String> few = sql.during(() -> assertThat(menu(large(1))).isEqualTo("4 0 0 0"));
        List<String> many = sql.during(() -> assertThat(menu(large(1_500))).isEqualTo("2998 0 0 4"));
        List<String> none = sql.during(() -> assertThat(menu(large(1_500))).isEqualTo("0 0 0 3002"));

        assertThat(many).containsExactlyElementsOf(few);
        assertThat(none)
                .noneMatch(s -> s.contains("INSERT") || s.contains("UPDATE"))
                .hasSizeLessThan(few.size());
    }

    @Test
    void twoPlacesKeepTheirOwnMenus() {
        TestDevice north = at("north");
        TestDevice south = at("south");
        post(north, "/api/sync/menu", MENU);
        post(south, "/api/sync/menu", large(2));

        assertThat(post(north, "/api/sync/menu", MENU)
                        .json()
                        .get("data")
                        .get("deleted")
                        .asInt())
                .isZero();
        assertThat(post(south, "/api/sync/menu", "{\"categories\":[]}")
                        .json()
                        .get("data")
                        .get("deleted")
                        .asInt())
                .isEqualTo(4); // the category and the subcategory are the north's too
    }

    private TestDevice at(String location) {
        Answer answer = hub.post("/api/admin/devices")
                .bearer(business.token())
                .json(Map.of("name", location, "kind", "backend", "location", location))
                .send();
        return new TestDevice(hub, answer.at("id"), answer.at("apiKey"));
    }

    @Test
    void aConfigurationComesWhole() {
        Answer first = post(local, "/api/sync/config", CONFIG);
        Answer again = post(local, "/api/sync/config", CONFIG);
        Answer fewer =
                post(local, "/api/sync/config", CONFIG.replaceAll(",\\s*\\{\"dayOfWeek\":1,\"isClosed\":true}", ""));

        assertThat(first.json().get("data").get("created").asInt())
                .as(first.toString())
                .isEqualTo(3);
        assertThat(again.json().get("data").get("unchanged").asInt()).isEqualTo(3);
        assertThat(fewer.json().get("data").get("deleted").asInt()).isEqualTo(1);
        assertThat(record("restaurant-config")
                        .get("restaurant_config")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo("La Esquina");
    }

    private void order(String id, String more) {
        Answer answer = post(
                bot,
                "/api/orders",
                "{\"id\":\"" + id + "\",\"status\":\"PENDING\",\"customerId\":\"a1\",\"addressId\":\"d1\"" + more
                        + ",\"items\":[{\"name\":\"Taco\",\"quantity\":2,\"price\":\"15\"}]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private List<String> pending(TestDevice device) {
        Answer answer = get(device, "/api/sync/orders/pending");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("data").findValuesAsString("status").isEmpty()
                ? List.of()
                : answer.json()
                        .get("data")
                        .valueStream()
                        .map(o -> o.get("id").asString())
                        .toList();
    }

    private JsonNode confirm(Object... ordersAndNumbers) {
        List<Map<String, Object>> updates = new ArrayList<>();
        for (int i = 0; i < ordersAndNumbers.length; i += 2) {
            updates.add(Map.of("orderId", ordersAndNumbers[i], "dailyNumber", ordersAndNumbers[i + 1]));
        }
        Answer answer = hub.post("/api/sync/orders/confirm")
                .key(local.apiKey())
                .json(Map.of("orderUpdates", updates))
                .send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("data");
    }

    @Test
    void ordersWaitOldestFirstUntilSomebodyConfirmsThem() {
        post(local, "/api/sync/customers/bulk", CUSTOMERS);
        order("o1", ",\"dailyNumber\":7,\"confirmedAt\":\"2026-01-05T18:00:00Z\",\"syncedWithLocal\":true");
        order("o2", "");
        order("o3", "");
        bot.push(Op.update("orders", "o3", "status", "CANCELLED"));

        assertThat(pending(local)).containsExactly("o1", "o2");
        JsonNode status = get(local, "/api/sync/status").json();
        assertThat(status.get("pendingOrders").asInt()).isEqualTo(2);
        JsonNode first =
                get(local, "/api/sync/orders/pending").json().get("data").get(0);
        assertThat(first.get("customer").get("firstName").asString()).isEqualTo("Ana");
        assertThat(first.get("address").get("street").asString()).isEqualTo("Juárez");
        assertThat(first.get("items").get(0).get("name").asString()).isEqualTo("Taco");

        JsonNode done = confirm("o1", 1, "o2", 1, "o9", 3);
        assertThat(done.get("confirmed").asInt()).isEqualTo(1);
        assertThat(done.get("failed").findValuesAsString("error")).containsExactly("DAILY_NUMBER_TAKEN", "NOT_FOUND");
        assertThat(pending(local)).containsExactly("o2");
        assertThat(confirm("o1", 1).get("confirmed").asInt()).isEqualTo(1);
        assertThat(confirm("o2", 2).get("failed").size()).isZero();
        assertThat(pending(local)).isEmpty();
        assertThat(record("orders/o2").get("dailyNumber").asInt()).isEqualTo(2);
        bot.push(Op.update("orders", "o2", "notes", "sin cebolla"));
        assertThat(pending(local)).isEmpty();
    }

    @Test
    void anOrderOfAPlaceIsForThatPlace() {
        TestDevice north = at("north");
        TestDevice south = at("south");
        String id = tables.owner()
                .sql("SELECT id::text FROM location WHERE business_id = ?::uuid AND name = 'north'")
                .param(business.id())
                .query(String.class)
                .single();
        order("o1", ",\"locationId\":\"" + id + "\"");
        order("o2", "");
        order("o3", ",\"locationId\":\"nowhere\"");

        assertThat(pending(north)).containsExactly("o1", "o2", "o3");
        assertThat(pending(south)).containsExactly("o2", "o3");
        assertThat(pending(local)).containsExactly("o2", "o3");
    }

    private JsonNode bulk(TestDevice device, String body) {
        Answer answer = post(device, "/api/sync/customers/bulk", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("data");
    }

    @Test
    void customersMeetByTheRulesOfTheirFields() {
        assertThat(bulk(local, CUSTOMERS).get("applied").asInt()).isEqualTo(2);
        Map<String, Long> before = tables.rowsOf(business.id());
        assertThat(bulk(local, CUSTOMERS).get("applied").asInt()).isEqualTo(2);
        assertThat(tables.rowsOf(business.id())).isEqualTo(before);

        JsonNode rules = bulk(
                local, "{\"customers\":[{\"id\":\"a1\",\"firstName\":\"Anita\",\"isBanned\":false,\"phone\":\"1\"}]}");
        assertThat(rules.get("merged").asInt()).as(rules.toString()).isEqualTo(1);
        assertThat(record("customers/a1").get("firstName").asString()).isEqualTo("Ana"); // remote
        assertThat(record("customers/a1").get("isBanned").asBoolean()).isFalse(); // local
        bulk(local, CUSTOMERS);
        assertThat(record("customers/a1").get("isBanned").asBoolean()).isTrue();

        JsonNode phone = bulk(local, "{\"customers\":[{\"id\":\"a1\",\"phone\":\"2\"}]}");
        assertThat(phone.get("conflicts").asInt()).isEqualTo(1); // manual
        assertThat(bulk(local, "{\"customers\":[{\"id\":\"a1\",\"phone\":\"2\"}]}")
                        .get("conflicts")
                        .asInt())
                .isEqualTo(1);
        assertThat(tables.count("conflict", business.id())).isEqualTo(1);
        int version = record("customers/a1").get("version").asInt();
        assertThat(bulk(local, "{\"customers\":[{\"id\":\"a1\",\"phone\":\"3\",\"version\":" + version + "}]}")
                        .get("applied")
                        .asInt())
                .isEqualTo(1);
        assertThat(record("customers/a1").get("phone").asString()).isEqualTo("3");

        JsonNode some = bulk(local, "{\"customers\":[{\"id\":\"a2\",\"phone\":5},{\"id\":\"a3\",\"name\":\"Eva\"}]}");
        assertThat(some.get("applied").asInt()).isEqualTo(1);
        assertThat(some.get("failed").get(0).get("id").asString()).isEqualTo("a2");
        assertThat(some.get("failed").get(0).get("fields").findValuesAsString("path"))
                .contains("customers[0].phone");
    }

    @Test
    void whatTwoSidesAddedAlikeIsAddedTwiceAndARetryOnce() {
        bot.push(Op.insert("customers", "a1", "name", "Ana", "loyaltyPoints", 10));
        bot.push(Op.update("customers", "a1", "loyaltyPoints", 15).base(1));
        String same = "{\"customers\":[{\"id\":\"a1\",\"version\":1,\"loyaltyPoints\":15}]}";
        bulk(local, same);
        bulk(local, same);

        assertThat(record("customers/a1").get("loyaltyPoints").asInt()).isEqualTo(20);
    }

    @Test
    void theTimeToAskFromNextIsThatOfTheLastChange() {
        String born = get(local, "/api/sync/customers/changes").at("serverTimestamp");
        bulk(local, CUSTOMERS);
        JsonNode answer = get(local, "/api/sync/customers/changes").json();

        assertThat(born).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(answer.get("serverTimestamp"))
                .as("a change that is being committed may be older than now")
                .isEqualTo(answer.at("/data/0/addresses/0/updatedAt"));
    }

    @Test
    void customersChangeWithTheirAddresses() {
        bulk(local, CUSTOMERS);
        bulk(local, "{\"customers\":[{\"id\":\"a2\",\"name\":\"Eva\"}]}");
        String since = get(local, "/api/sync/customers/changes").at("serverTimestamp");
        assertThat(changed("")).containsExactly("a1", "a2");
        assertThat(changed("?since=undefined")).containsExactly("a1", "a2");
        assertThat(changed("?since=" + since)).isEmpty();
        bot.push(Op.update("addresses", "d1", "street", "Morelos"));
        JsonNode data =
                get(local, "/api/sync/customers/changes?since=" + since).json().get("data");
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.get(0).get("addresses").get(0).get("street").asString()).isEqualTo("Morelos");
        bot.push(Op.delete("addresses", "d1"));
        assertThat(get(local, "/api/sync/customers/changes?since=" + since)
                        .json()
                        .get("data")
                        .get(0)
                        .get("addresses")
                        .size())
                .isZero();
        assertThat(get(local, "/api/sync/customers/changes?since=soon").code()).isEqualTo("INVALID_PARAMETER");
    }

    private List<String> changed(String query) {
        return get(local, "/api/sync/customers/changes" + query)
                .json()
                .get("data")
                .valueStream()
                .map(c -> c.get("id").asString())
                .toList();
    }

    @Test
    void everyPushAndPullIsInTheLog() {
        menu(MENU);
        post(local, "/api/sync/config", CONFIG);
        bulk(local, CUSTOMERS);
        order("o1", "");
        pending(local);
        confirm("o1", 1);
        changed("");
        log.flush();
        JsonNode entries = hub.get("/api/admin/sync-log")
                .bearer(business.token())
                .send()
                .json()
                .get("entries");

        assertThat(entries.findValuesAsString("type"))
                .contains(
                        "MENU_PUSH",
                        "CONFIG_PUSH",
                        "CUSTOMERS_PUSH",
                        "ORDERS_PULL",
                        "ORDERS_CONFIRM",
                        "CUSTOMERS_PULL");
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = tables.rowsOf(business.id());
        List.of("refused_operation", "device").forEach(rows::remove);
        return rows;
    }

    private void refused(String path, Spoilt body) {
        Map<String, Long> before = rows();
        Answer answer = hub.post(path).key(local.apiKey()).json(body.body()).send();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().get("fields").findValuesAsString("path"))
                .anySatisfy(named -> assertThat(named).startsWith(body.path()));
        assertThat(rows()).isEqualTo(before);
    }

    static List<Spoilt> menus() {
        return Spoilt.of(MENU, OPTIONAL, Set.of());
    }

    @ParameterizedTest
    @MethodSource("menus")
    void aMenuThatDoesNotFitIsRefused(Spoilt body) {
        refused("/api/sync/menu", body);
    }

    static List<Spoilt> configs() {
        return Spoilt.of(CONFIG, OPTIONAL, Set.of());
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aConfigurationThatDoesNotFitIsRefused(Spoilt body) {
        refused("/api/sync/config", body);
    }

    static List<Spoilt> confirmations() {
        return Spoilt.of(CONFIRM, Set.of(), Set.of());
    }

    @ParameterizedTest
    @MethodSource("confirmations")
    void aConfirmationThatDoesNotFitIsRefused(Spoilt body) {
        refused("/api/sync/orders/confirm", body);
    }

    static List<Spoilt> customers() {
        return Spoilt.of(CUSTOMERS, OPTIONAL_OF_CUSTOMERS, Set.of());
    }

    /** What the catalog refuses is that customer's failure, and the others stand; what cannot be read is the call's. */
    @ParameterizedTest
    @MethodSource("customers")
    void aCustomerThatDoesNotFitIsNamed(Spoilt body) {
        Answer answer = hub.post("/api/sync/customers/bulk")
                .key(local.apiKey())
                .json(body.body())
                .send();

        JsonNode fields = answer.status() == 422
                ? answer.json().get("fields")
                : answer.json().get("data").get("failed").get(0).get("fields");
        assertThat(answer.status()).isIn(200, 422);
        // of a name that is missing the whole is named: it may be name or firstName
        assertThat(fields.findValuesAsString("path"))
                .as(answer.toString())
                .anySatisfy(named -> assertThat(
                                body.path().startsWith(named.replaceAll("\\.$", "")) || named.startsWith(body.path()))
                        .isTrue());
    }

    @Test
    void theShapeIsTheOneThatClientsKnow() {
        Shape shape = new Shape()
                .and("menu", post(local, "/api/sync/menu", MENU))
                .and("config", post(local, "/api/sync/config", CONFIG))
                .and("bulk", post(local, "/api/sync/customers/bulk", CUSTOMERS))
                .and(
                        "bulk failed",
                        post(local, "/api/sync/customers/bulk", "{\"customers\":[{\"id\":\"a2\",\"phone\":5}]}"))
                .and("changes", get(local, "/api/sync/customers/changes"));
        order("o1", "");
        shape.and("pending", get(local, "/api/sync/orders/pending"))
                .and("confirm", post(local, "/api/sync/orders/confirm", CONFIRM))
                .and("confirm failed", post(local, "/api/sync/orders/confirm", CONFIRM.replace("o1", "o7")))
                .is("restaurant");
    }
}
