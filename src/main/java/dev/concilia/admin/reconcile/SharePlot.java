package dev.concilia.admin.reconcile;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.concilia.admin.component.Plot;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.reconcile.RunHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many of a device's comparisons agreed, hour by hour; of the worst devices, unless one is asked for. */
final class SharePlot extends Section {
    private static final long serialVersionUID = 1L;
    private static final int HOURS = 24;
    private static final int ALL = 100;

    private final Plot plot;

    SharePlot(ZoneId zone) {
        addClassNames("card", "share-plot");
        plot = new Plot(getTranslation("reconcile.plot"), Plot.Kind.LINE, " %", zone).upTo(ALL);
        add(new H2(getTranslation("reconcile.plot")), plot);
        setVisible(false);
    }

    void show(Map<DeviceId, List<RunHistory.Share>> shares, Map<DeviceId, String> names, Instant now) {
        setVisible(!shares.isEmpty());
        if (shares.isEmpty()) {
            return;
        }
        Instant last = now.truncatedTo(ChronoUnit.HOURS);
        List<Instant> hours = new ArrayList<>();
        for (int back = HOURS - 1; back >= 0; back--) {
            hours.add(last.minus(Duration.ofHours(back)));
        }
        List<Plot.Series> lines = new ArrayList<>();
        shares.forEach((device, known) -> lines.add(new Plot.Series(
                names.getOrDefault(device, device.toString()),
                Plot.LINES.get(lines.size() % Plot.LINES.size()),
                values(hours, known))));
        plot.show(hours, lines);
        plot.describe(getTranslation("reconcile.plot") + ": "
                + shares.entrySet().stream()
                        .map(one ->
                                names.getOrDefault(one.getKey(), one.getKey().toString()) + " "
                                        + Math.round(percent(one.getValue())) + " %")
                        .collect(Collectors.joining(", ")));
    }

    private static List<@Nullable Double> values(List<Instant> hours, List<RunHistory.Share> known) {
        return hours.stream()
                .<@Nullable Double>map(hour -> known.stream()
                        .filter(share -> share.hour().equals(hour))
                        .findFirst()
                        .map(share -> (double) ALL * share.agreed() / share.runs())
                        .orElse(null))
                .toList();
    }

    private static double percent(List<RunHistory.Share> known) {
        long runs = known.stream().mapToLong(RunHistory.Share::runs).sum();
        return runs == 0
                ? 0
                : (double) ALL
                        * known.stream().mapToLong(RunHistory.Share::agreed).sum()
                        / runs;
    }
}
