package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.concilia.admin.component.Plot;
import dev.concilia.sync.trend.Trend;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last day: operations by outcome, and how long the oldest unsent one has waited. */
final class TrendPlots extends Div {
    private static final long serialVersionUID = 1L;

    /** From the bottom of the bars to their top, with the colour of each. */
    private static final Map<String, String> TONES = Map.of(
            "applied",
            "ok",
            "merged",
            "info",
            "superseded",
            "idle",
            "conflict",
            "warn",
            "rejected",
            "bad",
            "failed",
            "bad");

    private static final List<String> ORDER =
            List.of("applied", "merged", "superseded", "conflict", "rejected", "failed");
    private static final double MINUTE = 60;

    private final Plot operations;
    private final Plot waiting;

    TrendPlots(ZoneId zone) {
        addClassName("plots");
        operations = new Plot(getTranslation("trend.operations"), Plot.Kind.BARS, "", zone);
        waiting = new Plot(getTranslation("trend.oldest"), Plot.Kind.LINE, " min", zone);
        add(card("trend.operations", operations), card("trend.oldest", waiting));
    }

    void show(Trend trend) {
        List<Instant> times = trend.slots().stream().map(Trend.Slot::start).toList();
        operations.show(
                times,
                ORDER.stream()
                        .filter(outcome ->
                                outcome.equals("applied") || trend.outcomes().contains(outcome))
                        .map(outcome -> layer(trend, outcome))
                        .toList());
        waiting.show(
                times,
                List.of(new Plot.Series(
                        getTranslation("trend.oldest.short"),
                        "accent",
                        trend.slots().stream()
                                .<@Nullable Double>map(TrendPlots::minutes)
                                .toList())));
        LongSummaryStatistics minutes = trend.slots().stream()
                .map(Trend.Slot::oldestSeconds)
                .filter(Objects::nonNull)
                .mapToLong(seconds -> seconds / (long) MINUTE)
                .summaryStatistics();
        if (minutes.getCount() > 0) {
            Double now = minutes(trend.slots().getLast());
            waiting.describe(getTranslation(
                    "trend.oldest.said", now == null ? "?" : number(now.longValue()), number(minutes.getMax())));
        }
        operations.describe(getTranslation("trend.operations.said", number(trend.total())));
    }

    private String number(long value) {
        return NumberFormat.getIntegerInstance(getLocale()).format(value);
    }

    private Plot.Series layer(Trend trend, String outcome) {
        return new Plot.Series(
                getTranslation("outcome." + outcome),
                TONES.getOrDefault(outcome, "idle"),
                trend.slots().stream()
                        .<@Nullable Double>map(slot -> (double) slot.of(outcome))
                        .toList());
    }

    private static @Nullable Double minutes(Trend.Slot slot) {
        return slot.oldestSeconds() == null ? null : slot.oldestSeconds() / MINUTE;
    }

    private Section card(String title, Plot plot) {
        Section card = new Section(new H2(getTranslation(title)), plot);
        card.addClassName("card");
        return card;
    }
}
