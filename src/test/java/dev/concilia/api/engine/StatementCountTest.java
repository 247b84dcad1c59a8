package dev.concilia.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.SqlLog;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The architecture's invariant 3: a batch costs the same number of statements whatever its size. */
@HubTest
class StatementCountTest {
    private static final int MANY = 1_000;

    private final SqlLog sql;
    private final TestDevice till;
    private final TestDevice tablet;

    StatementCountTest(Hub hub, SqlLog sql) {
        TestBusiness business = hub.business();
        this.sql = sql;
        this.till = business.device("till");
        this.tablet = business.device("tablet");
        till.push(Op.insert("brands", "b", "name", "the node reads the business's settings once"));
    }

    private List<String> statements(TestDevice device, int from, int count, IntFunction<Op> operation) {
        List<Op> ops = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            ops.add(operation.apply(i));
        }
        return sql.during(() -> assertThat(device.pushAll(ops).outcomes())
                .allMatch(outcome -> outcome.equals("applied")
                        || outcome.equals("merged")
                        || outcome.equals("duplicate")
                        || outcome.equals("conflict")));
    }

    private static Op customer(int n) {
        return Op.insert("customers", "c" + n, "name", "Customer", "phone", "0", "loyaltyPoints", 1);
    }

    @Test
    void oneInsertAndAThousandCostTheSame() {
        List<String> one = statements(till, 0, 1, StatementCountTest::customer);
        List<String> many = statements(till, 1, MANY, StatementCountTest::customer);

        assertThat(many).containsExactlyElementsOf(one);
        assertThat(one).hasSizeBetween(5, 12);
    }

    @Test
    void oneUpdateAndAThousandCostTheSameWithAndWithoutMerging() {
        statements(till, 0, MANY, StatementCountTest::customer);
        IntFunction<Op> plain = n -> Op.update("customers", "c" + n, "phone", "1");
        IntFunction<Op> merging =
                n -> Op.update("customers", "c" + n, "loyaltyPoints", 2).base(1);

        assertThat(statements(till, 1, MANY - 1, plain)).containsExactlyElementsOf(statements(till, 0, 1, plain));
        assertThat(statements(tablet, 1, MANY - 1, merging))
                .containsExactlyElementsOf(statements(tablet, 0, 1, merging));
    }

    @Test
    void oneConflictAndAThousandCostTheSame() {
        statements(till, 0, MANY, StatementCountTest::customer);
        statements(till, 0, MANY, n -> Op.update("customers", "c" + n, "phone", "1"));
        IntFunction<Op> conflicting =
                n -> Op.update("customers", "c" + n, "phone", "2").base(1);

        assertThat(statements(tablet, 1, MANY - 1, conflicting))
                .containsExactlyElementsOf(statements(tablet, 0, 1, conflicting));
    }

    @Test
    void oneOrderWithANumberAndAThousandCostTheSame() {
        IntFunction<Op> order = n ->
                Op.insert("orders", "o" + n, "status", "PENDING", "dailyNumber", n + 1, "businessDate", "2026-01-05");

        assertThat(statements(till, 1, MANY, order)).containsExactlyElementsOf(statements(till, 0, 1, order));
    }

    @Test
    void oneLineThatTakesStockAndAThousandCostTheSame() {
        till.push(
                Op.insert("sales", "s", "total", "5", "soldAt", "2026-01-05T08:00:00Z"),
                Op.insert("inventory_items", "flour", "name", "Harina", "quantity", 10_000, "productId", "bread"));
        IntFunction<Op> line =
                n -> Op.insert("sale_items", "i" + n, "saleId", "s", "productId", "bread", "quantity", 1, "price", "5");

        assertThat(statements(till, 1, MANY, line)).containsExactlyElementsOf(statements(till, 0, 1, line));
    }
}
