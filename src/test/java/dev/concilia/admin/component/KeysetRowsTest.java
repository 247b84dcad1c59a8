package dev.concilia.admin.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.data.provider.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a grid's offsets become reads that go on from a row. */
class KeysetRowsTest {
    private final List<Integer> all =
            new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    private final List<@Nullable Integer> asked = new ArrayList<>();
    private final KeysetRows<Integer> rows = new KeysetRows<>(
            (last, limit) -> {
                asked.add(last);
                return all.stream()
                        .filter(row -> last == null || row > last)
                        .limit(limit)
                        .toList();
            },
            row -> row);

    private List<Integer> read(int from) {
        asked.clear();
        return rows.fetch(new Query<>(from, 50, List.of(), null, null)).toList();
    }

    @Test
    void a_look_at_what_is_new_does_not_walk_from_the_first_row_again() {
        read(600);
        rows.renew();
        assertThat(read(600)).startsWith(600);
        assertThat(asked).containsExactly(599);
    }

    @Test
    void other_filters_begin_anew() {
        read(600);
        rows.refreshAll();
        assertThat(read(600)).startsWith(600);
        assertThat(asked).startsWith((Integer) null).hasSize(4);
    }

    @Test
    void a_row_that_is_gone_moves_those_after_it_up_once_they_are_read_from_there() {
        read(0);
        read(50);
        all.remove(10);
        rows.renew();
        assertThat(read(0)).hasSize(50).endsWith(50);
        assertThat(read(50)).startsWith(51);
    }
}
