package dev.concilia.api.engine;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Pushed;
import dev.concilia.support.TestDevice;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@HubTest
class BusinessRulesTest {
    private static final String OPENED = "2026-01-05T08:00:00Z";

    private final TestDevice till;

    BusinessRulesTest(Hub hub) {
        this.till = hub.business().device("till");
    }

    private static Op session() {
        return insert("cash_sessions", "s1", "openingAmount", "500.00", "openedAt", OPENED, "status", "OPEN");
    }

    private static Op close(String amount) {
        return update("cash_sessions", "s1", "status", "CLOSED", "closingAmount", amount);
    }

    private static Op sale(String id) {
        return insert("sales", id, "total", "20.00", "soldAt", OPENED, "cashSessionId", "s1");
    }

    private static Op item(int quantity) {
        return insert("inventory_items", "flour", "name", "Harina", "unit", "kg", "quantity", quantity);
    }

    private static Op movement(String id, String type, int quantity) {
        return insert("inventory_movements", id, "inventoryItemId", "flour", "type", type, "quantity", quantity);
    }

    private JsonNode stock() {
        return till.pull("entities=inventory_items").changes().getFirst().data().get("quantity");
    }

    @Test
    void aSaleIsTakenWhileItsCashSessionIsOpenAndRefusedAfterwards() {
        assertThat(till.push(session(), sale("v1"), close("520.00")).outcomes())
                .containsExactly("applied", "applied", "applied");

        Pushed.Result late = till.push(sale("v2"));
        assertThat(late.outcome()).isEqualTo("rejected");
        assertThat(late.error()).isEqualTo("CASH_SESSION_CLOSED");
        assertThat(late.retry()).isEqualTo("after-fix");
    }

    @Test
    void aSaleThatIsThereAlreadyIsADuplicateEvenAfterClosing() {
        till.push(session(), sale("v1"), close("520.00"));

        assertThat(till.push(sale("v1")).outcome()).isEqualTo("duplicate");
    }

    @Test
    void movementsAndExpensesNeedTheOpenSessionToo() {
        till.push(session(), close("500.00"));

        Pushed pushed = till.push(
                insert("cash_movements", "m1", "cashSessionId", "s1", "amount", "5", "type", "OUT"),
                insert("expenses", "e1", "cashSessionId", "s1", "amount", "5", "description", "Hielo"));
        assertThat(pushed.results()).extracting(Pushed.Result::error).containsOnly("CASH_SESSION_CLOSED");
    }

    @Test
    void closingTwiceIsADuplicateWithThePresentState() {
        till.push(session(), close("520.00"));

        Pushed.Result again = till.push(close("999.00"));
        assertThat(again.outcome()).isEqualTo("duplicate");
        assertThat(again.data().get("closingAmount").asString()).isEqualTo("520.00");
    }

    @Test
    void aClosedSessionTakesNoOtherChange() {
        till.push(session(), close("520.00"));

        assertThat(till.push(update("cash_sessions", "s1", "openingAmount", "1.00"))
                        .error())
                .isEqualTo("CASH_SESSION_CLOSED");
    }

    @Test
    void movementsChangeTheStockAndAnAdjustmentSetsIt() {
        till.push(item(10), movement("m1", "IN", 5), movement("m2", "OUT", 12));
        assertThat(stock().decimalValue()).isEqualByComparingTo("3");

        till.push(movement("m3", "ADJUSTMENT", 8));
        assertThat(stock().decimalValue()).isEqualByComparingTo("8");
    }

    @Test
    void aMovementSentTwiceMovesOnce() {
        Op out = movement("m1", "OUT", 4);
        till.push(item(10), out);

        assertThat(till.push(out).outcome()).isEqualTo("duplicate");
        assertThat(till.push(movement("m1", "OUT", 4)).outcome()).isEqualTo("duplicate");
        assertThat(stock().decimalValue()).isEqualByComparingTo("6");
    }

    @Test
    void stockNeverGoesBelowZeroAndTheSentenceNamesItemWantedAndThere() {
        till.push(item(3));

        Pushed.Result refused = till.push(movement("m1", "OUT", 5));
        assertThat(refused.error()).isEqualTo("INSUFFICIENT_STOCK");
        assertThat(refused.detail()).contains("Harina", "5", "3");
        assertThat(stock().decimalValue()).isEqualByComparingTo("3");
    }

    @Test
    void aGroupThatFailsLaterGivesTheStockBack() {
        till.push(item(10));

        till.push(movement("m1", "OUT", 4).group("g"), movement("m2", "OUT", 40).group("g"));
        assertThat(stock().decimalValue()).isEqualByComparingTo("10");
    }

    @Test
    void anUpdateMayNotSetTheQuantity() {
        till.push(item(10));

        Pushed.Result refused = till.push(update("inventory_items", "flour", "quantity", 99));
        assertThat(refused.error()).isEqualTo("VALIDATION_FAILED");
        assertThat(refused.fields()).containsExactly("quantity");
    }
}
