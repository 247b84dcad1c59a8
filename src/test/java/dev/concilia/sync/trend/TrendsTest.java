package dev.concilia.sync.trend;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each operation is counted once, whoever gathers and however often. */
@HubTest
class TrendsTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Trends trends;
    private final TestClock clock;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private final BusinessId id;

    TrendsTest(Hub hub, Trends trends, TestClock clock, Tables tables) {
        this.tables = tables;
        this.trends = trends;
        this.clock = clock;
        this.business = hub.business();
        this.till = business.device("till");
        this.id = BusinessId.of(business.id());
    }

    @Test
    void operations_are_counted_once_by_outcome() {
        till.pushAll(products(0, 5));
        trends.gather(id);
        trends.gather(id);
        till.pushAll(products(5, 9));
        trends.gather(id);
        Trend day = trends.last(id, DAY);
        assertThat(day.total()).isEqualTo(9);
        assertThat(day.outcomes()).containsExactly("applied");
        assertThat(day.slots()).hasSize(288);
        assertThat(day.slots().getLast().of("applied")
                        + day.slots().get(day.slots().size() - 2).of("applied"))
                .isEqualTo(9);
    }

    @Test
    void refusals_count_too_once_nothing_older_can_turn_up() throws Exception {
        till.push(insert("products", "p-1", "price", "not a price"));
        clock.shifted(Duration.ofMinutes(3), () -> {
            trends.gather(id);
            assertThat(trends.last(id, DAY).outcomes()).containsExactly("rejected");
            trends.gather(id);
            assertThat(trends.last(id, DAY).total()).isEqualTo(1);
            return null;
        });
    }

    @Test
    void a_device_that_never_said_what_it_holds_makes_no_zero() {
        trends.gather(id);
        assertThat(ages()).isEmpty();
    }

    @Test
    void what_a_slot_saw_of_unsent_operations_is_its_worst_and_of_devices_in_use() {
        hold(10);
        trends.gather(id);
        hold(2);
        trends.gather(id);
        assertThat(ages())
                .allSatisfy(age -> assertThat(age).isBetween(600L, 700L))
                .isNotEmpty();
        tables.owner()
                .sql("UPDATE device SET revoked_at = now() WHERE business_id = :business")
                .param("business", id.value())
                .update();
        tables.owner()
                .sql("DELETE FROM pending_slot WHERE business_id = :business")
                .param("business", id.value())
                .update();
        trends.gather(id);
        assertThat(ages()).as("a device that was retired").isEmpty();
    }

    @Test
    void another_business_sees_nothing_of_it() {
        till.pushAll(products(0, 3));
        trends.gather(id);
        BusinessId other = BusinessId.of(business.hub().business().id());
        trends.gather(other);
        assertThat(trends.last(other, DAY).total()).isZero();
    }

    private List<Long> ages() {
        return trends.last(id, DAY).slots().stream()
                .map(Trend.Slot::oldestSeconds)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The till holds an operation of that many minutes ago. */
    private void hold(int minutes) {
        tables.owner()
                .sql("UPDATE device SET pending = 1, oldest_pending_at = now() - make_interval(mins => :minutes) "
                        + "WHERE business_id = :business")
                .param("minutes", minutes)
                .param("business", id.value())
                .update();
    }

    private static List<Op> products(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> insert("products", "p-" + i, "name", "Concha", "price", 12))
                .toList();
    }
}
