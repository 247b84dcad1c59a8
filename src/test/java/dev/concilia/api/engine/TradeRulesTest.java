package dev.concilia.api.engine;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Pushed;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The rules of orders, sales and stock, and what an owner may choose. */
@HubTest
class TradeRulesTest {
    private static final String NOW = "2026-01-05T18:00:00Z";

    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;

    TradeRulesTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    private static Op order(String id, int number, String date, String location) {
        return insert(
                "orders", id, "status", "PENDING", "dailyNumber", number, "businessDate", date, "locationId", location);
    }

    private static Op sale(String id, String total, Object... more) {
        List<Object> fields = new ArrayList<>(List.of("total", total, "soldAt", NOW));
        fields.addAll(List.of(more));
        return insert("sales", id, fields.toArray());
    }

    private static Op line(String id, String sale, String product, Object quantity, String price) {
        return insert("sale_items", id, "saleId", sale, "productId", product, "quantity", quantity, "price", price);
    }

    private static Op stock(String id, String product, int quantity, String location) {
        return location.isEmpty()
                ? insert("inventory_items", id, "name", "Harina", "quantity", quantity, "productId", product)
                : insert(
                        "inventory_items",
                        id,
                        "name",
                        "Harina",
                        "quantity",
                        quantity,
                        "productId",
                        product,
                        "locationId",
                        location);
    }

    private String quantity(String item) {
        for (JsonNode change : till.pullRaw("entities=inventory_items").json().get("changes")) {
            if (change.get("id").asString().equals(item)) {
                return change.get("data").get("quantity").asString();
            }
        }
        return "none";
    }

    private Answer settings(Map<String, Object> values) {
        long version = hub.get("/api/admin/settings")
                .bearer(business.token())
                .send()
                .json()
                .get("version")
                .asLong();
        return hub.call("PUT", "/api/admin/settings")
                .bearer(business.token())
                .json(Map.of("settings", values, "version", version))
                .send();
    }

    // ------------------------------------------------------------------ daily numbers

    @Test
    void aDailyNumberIsGivenOncePerLocationAndBusinessDay() {
        Pushed pushed = till.push(
                order("o1", 7, "2026-01-05", "north"),
                order("o2", 7, "2026-01-06", "north"),
                order("o3", 7, "2026-01-05", "south"));
        assertThat(pushed.outcomes()).containsOnly("applied");

        Pushed.Result second = tablet.push(order("o4", 7, "2026-01-05", "north"));
        assertThat(second.error()).isEqualTo("DAILY_NUMBER_TAKEN");
        assertThat(second.retry()).isEqualTo("after-fix");
        assertThat(second.detail()).contains("7", "2026-01-05");
    }

    @Test
    void anUpdateCannotTakeTheNumberOfAnotherOrderEither() {
        till.push(order("o1", 7, "2026-01-05", "north"), order("o2", 8, "2026-01-05", "north"));

        assertThat(tablet.push(update("orders", "o2", "dailyNumber", 7)).error())
                .isEqualTo("DAILY_NUMBER_TAKEN");
        assertThat(tablet.push(update("orders", "o2", "status", "CONFIRMED")).outcome())
                .isEqualTo("applied");
    }

    @Test
    void withinABatchTheFirstHasTheNumberAndAGivenUpNumberIsFreeAgain() {
        Pushed pushed = till.push(
                order("o1", 7, "2026-01-05", "north"),
                order("o2", 7, "2026-01-05", "north"),
                update("orders", "o1", "dailyNumber", 9),
                order("o3", 7, "2026-01-05", "north"));

        assertThat(pushed.outcomes()).containsExactly("applied", "rejected", "applied", "applied");
    }

    @Test
    void twoOrdersMaySwapTheirNumbersInOneBatch() {
        till.push(order("o1", 1, "2026-01-05", "north"), order("o2", 2, "2026-01-05", "north"));

        Pushed pushed = till.push(
                update("orders", "o2", "dailyNumber", 3),
                update("orders", "o1", "dailyNumber", 2),
                update("orders", "o2", "dailyNumber", 1));
        assertThat(pushed.outcomes()).containsOnly("applied");
    }

    @Test
    void withoutABusinessDateTheDayIsThatOfTheOrderInTheBusinessesZone() {
        // 05:30 UTC on the 6th is still the 5th in Mexico City.
        assertThat(till.push(insert(
                                "orders",
                                "o1",
                                "status",
                                "PENDING",
                                "dailyNumber",
                                7,
                                "createdAt",
                                "2026-01-06T05:30:00Z"))
                        .outcome())
                .isEqualTo("applied");

        assertThat(tablet.push(insert(
                                "orders", "o2", "status", "PENDING", "dailyNumber", 7, "businessDate", "2026-01-05"))
                        .error())
                .isEqualTo("DAILY_NUMBER_TAKEN");
    }

    @Test
    void theNumberOfADeletedOrderIsFree() {
        till.push(order("o1", 7, "2026-01-05", "north"), Op.delete("orders", "o1"));

        assertThat(till.push(order("o2", 7, "2026-01-05", "north")).outcome()).isEqualTo("applied");
        assertThat(till.push(order("o1", 7, "2026-01-05", "north")).error()).isEqualTo("DAILY_NUMBER_TAKEN");
    }

    // ------------------------------------------------------------------ totals

    @ParameterizedTest
    @CsvSource({
        "60.00, 0,    0,    applied",
        "55.00, 5.00, 0,    applied",
        "69.60, 0,    9.60, applied",
        "60.01, 0,    0,    applied",
        "60.03, 0,    0,    rejected",
        "50.00, 0,    0,    rejected",
        "65.00, 5.00, 0,    rejected"
    })
    void aTotalIsTheLinesLessTheDiscountPlusTheTax(String total, String discount, String tax, String outcome) {
        Pushed pushed = till.push(
                sale("s1", total, "discount", discount, "tax", tax).group("g"),
                line("i1", "s1", "bread", 4, "12.50").group("g"),
                line("i2", "s1", "milk", "0.5", "20").group("g"));

        assertThat(pushed.outcomes()).containsOnly(outcome);
        if (outcome.equals("rejected")) {
            assertThat(pushed.errors()).containsExactly("TOTAL_MISMATCH", "GROUP_ABORTED", "GROUP_ABORTED");
            assertThat(pushed.results().getFirst().detail()).contains(total.replaceAll("\\.?0+$", ""));
        }
    }

    @Test
    void theLinesMayBeInTheSaleItself() {
        Map<String, Object> item = Map.of("quantity", 2, "price", "10.00", "discount", "1.00");

        assertThat(till.push(sale("s1", "19.00", "items", List.of(item))).outcome())
                .isEqualTo("applied");
        assertThat(till.push(sale("s2", "20.00", "items", List.of(item))).error())
                .isEqualTo("TOTAL_MISMATCH");
    }

    // ------------------------------------------------------------------ stock

    @Test
    void aSaleTakesFromTheStockOfItsProduct() {
        till.push(stock("flour", "bread", 10, ""));

        till.push(
                sale("s1", "30").group("g"), line("i1", "s1", "bread", 3, "10").group("g"));
        assertThat(quantity("flour")).isEqualTo("7");
    }

    @Test
    void aSaleWithoutEnoughStockIsRefusedWholeAndTakesNothing() {
        till.push(stock("flour", "bread", 2, ""));

        Pushed pushed = till.push(
                sale("s1", "30").group("g"), line("i1", "s1", "bread", 3, "10").group("g"));
        assertThat(pushed.errors()).containsExactly("GROUP_ABORTED", "INSUFFICIENT_STOCK");
        assertThat(pushed.results().getLast().detail()).contains("Harina", "3", "2");
        assertThat(quantity("flour")).isEqualTo("2");
    }

    @Test
    void aSaleTakesFromItsOwnLocationElseFromTheItemOfNoLocation() {
        till.push(stock("n", "bread", 10, "north"), stock("s", "bread", 10, "south"), stock("any", "bread", 10, ""));

        till.push(sale("s1", "10", "locationId", "south"), line("i1", "s1", "bread", 1, "10"));
        till.push(sale("s2", "10", "locationId", "west"), line("i2", "s2", "bread", 1, "10"));
        assertThat(List.of(quantity("n"), quantity("s"), quantity("any"))).containsExactly("10", "9", "9");
    }

    @Test
    void stockThatArrivesInTheSameBatchCounts() {
        Pushed pushed = till.push(
                stock("flour", "bread", 1, ""),
                insert("inventory_movements", "m1", "inventoryItemId", "flour", "type", "IN", "quantity", 4),
                sale("s1", "50"),
                line("i1", "s1", "bread", 5, "10"),
                line("i2", "s1", "bread", 1, "10"));

        assertThat(pushed.errors().getLast()).isEqualTo("INSUFFICIENT_STOCK");
        assertThat(quantity("flour")).isEqualTo("0");
    }

    @Test
    void theSellerItselfPullsTheStockThatItsSaleMoved() {
        till.push(stock("flour", "bread", 10, ""));
        String cursor = till.pull("").cursor();
        till.push(sale("s1", "10"), line("i1", "s1", "bread", 1, "10"));

        assertThat(till.pull("excludeOwn=true&cursor=" + cursor).ids()).containsExactly("flour");
    }

    @Test
    void aLineSentTwiceTakesOnce() {
        till.push(stock("flour", "bread", 10, ""), sale("s1", "10"));
        Op line = line("i1", "s1", "bread", 1, "10");

        till.push(line, line);
        till.push(line);
        assertThat(quantity("flour")).isEqualTo("9");
    }

    // ------------------------------------------------------------------ an owner's choices

    @Test
    void aBusinessMayLetStockGoBelowZeroAndIsAlertedOnce() {
        settings(Map.of("negativeStock", true));
        till.push(stock("flour", "bread", 1, ""), sale("s1", "30"));

        assertThat(till.push(line("i1", "s1", "bread", 3, "10")).outcome()).isEqualTo("applied");
        assertThat(till.push(line("i2", "s1", "bread", 3, "10")).outcome()).isEqualTo("applied");
        assertThat(quantity("flour")).isEqualTo("-5");
        assertThat(tables.owner()
                        .sql("SELECT count(*) FROM alert WHERE business_id = ?::uuid AND kind = 'NEGATIVE_STOCK'")
                        .param(business.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aBusinessMayRequireACashSession() {
        settings(Map.of("cashSessionRequired", true));

        assertThat(till.push(sale("s1", "10")).error()).isEqualTo("CASH_SESSION_REQUIRED");
        till.push(insert("cash_sessions", "c1", "openingAmount", "0", "openedAt", NOW));
        assertThat(till.push(sale("s1", "10", "cashSessionId", "c1")).outcome()).isEqualTo("applied");
    }

    @Test
    void aBusinessMayRefuseFieldsThatTheCatalogDoesNotKnow() {
        Op odd = insert("products", "p1", "name", "Pan", "colour", "brown");
        assertThat(till.push(odd).outcome()).isEqualTo("applied");

        settings(Map.of("strictFields", true));
        Pushed.Result refused = till.push(insert("products", "p2", "name", "Pan", "colour", "brown"));
        assertThat(refused.error()).isEqualTo("VALIDATION_FAILED");
        assertThat(refused.fields()).containsExactly("colour");
        assertThat(till.push(odd).outcome()).as("done before").isEqualTo("rejected");
    }

    @Test
    void anOwnersRuleDecidesFromTheNextPushOn() {
        till.push(insert("products", "p1", "name", "Pan", "price", "10"));
        till.push(update("products", "p1", "price", "11").base(1));
        assertThat(tablet.push(update("products", "p1", "price", "12").base(1)).outcome())
                .isEqualTo("superseded");

        settings(Map.of("catalog", Map.of("products", Map.of("fieldRules", Map.of("price", "local")))));
        assertThat(tablet.push(update("products", "p1", "price", "13").base(1)).outcome())
                .isEqualTo("merged");
        settings(Map.of("catalog", Map.of("Product", Map.of("strategy", "MANUAL_MERGE"))));
        assertThat(till.push(update("products", "p1", "price", "14").base(1)).outcome())
                .isEqualTo("conflict");
    }

    @Test
    void anOwnersPriorityCountsInAPull() {
        till.push(insert("products", "p1", "name", "Pan"));
        assertThat(tablet.pull("minPriority=9").changes()).isEmpty();

        settings(Map.of("catalog", Map.of("products", Map.of("priority", 9))));
        assertThat(tablet.pull("minPriority=9").changes()).hasSize(1);
    }

    @Test
    void settingsThatDoNotFitAreNamedAndNothingIsChanged() {
        Answer refused = settings(Map.of(
                "catalog",
                Map.of(
                        "dragons", Map.of(),
                        "sales", Map.of("strategy", "LAST_WRITE_WINS"),
                        "products", Map.of("priority", 11, "strategy", "COIN", "fieldRules", Map.of("price", "x"))),
                "negativeStock",
                "perhaps",
                "unheardOf",
                true));

        assertThat(refused.status()).isEqualTo(422);
        List<String> paths = new ArrayList<>();
        refused.json()
                .get("fields")
                .forEach(field -> paths.add(field.get("path").asString()));
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "catalog.dragons",
                        "catalog.sales.strategy",
                        "catalog.products.priority",
                        "catalog.products.strategy",
                        "catalog.products.fieldRules.price",
                        "negativeStock",
                        "unheardOf");
    }

    @Test
    void settingsReadBeforeSomebodyElseChangedThemAreRefused() {
        settings(Map.of("negativeStock", true));

        Answer stale = hub.call("PUT", "/api/admin/settings")
                .bearer(business.token())
                .json(Map.of("settings", Map.of(), "version", 0))
                .send();
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("VERSION_CONFLICT");
    }

    @Test
    void aLineOfAnOrderIsRecordedOnce() {
        till.push(
                insert("orders", "o1", "status", "PENDING"),
                insert("order_items", "i1", "orderId", "o1", "quantity", 1, "price", "5"));

        assertThat(till.push(update("order_items", "i1", "quantity", 2)).error())
                .isEqualTo("CREATE_ONLY");
    }
}
