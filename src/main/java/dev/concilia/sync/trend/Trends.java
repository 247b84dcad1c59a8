package dev.concilia.sync.trend;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Service;

/** Gathers and tells how businesses fare over time. */
@Service
public class Trends {
    static final Duration SLOT = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(8);

    /** What is refused without anything being written does not move the business's clock: it counts when this old. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Tenants tenants;
    private final TrendRows rows;
    private final Clock clock;

    Trends(Tenants tenants, TrendRows rows, Clock clock) {
        this.tenants = tenants;
        this.rows = rows;
        this.clock = clock;
    }

    /** The last {@code length} up to now, as far as it has been gathered (once a minute). */
    public Trend last(BusinessId business, Duration length) {
        Instant now = clock.instant();
        Instant first = start(now.minus(length)).plus(SLOT);
        return tenants.read(business, () -> {
            Map<Instant, Map<String, Long>> operations = rows.operations(business, first);
            Map<Instant, Long> oldest = rows.oldest(business, first);
            List<Trend.Slot> slots = new ArrayList<>();
            for (Instant slot = first; !slot.isAfter(now); slot = slot.plus(SLOT)) {
                slots.add(new Trend.Slot(slot, operations.getOrDefault(slot, Map.of()), oldest.get(slot)));
            }
            TreeSet<String> outcomes = new TreeSet<>();
            operations.values().forEach(counts -> outcomes.addAll(counts.keySet()));
            return new Trend(slots, List.copyOf(outcomes));
        });
    }

    /** Counts what is new since the last time, each operation once, however many nodes gather. */
    void gather(BusinessId business) {
        Instant now = clock.instant();
        tenants.run(business, () -> {
            Instant from = rows.lock(business, now.minus(KEPT));
            Instant upTo = rows.certain(business, now.minus(SETTLED));
            if (upTo.isAfter(from)) {
                rows.count(business, from, upTo);
            }
            rows.pending(business, now);
            rows.forget(business, now.minus(KEPT));
        });
    }

    private static Instant start(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), SLOT.toSeconds()) * SLOT.toSeconds());
    }
}
