package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import dev.concilia.kernel.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures over time: stacked bars or lines, drawn by uPlot in the page's colours. */
@Tag("concilia-plot")
@NpmPackage(value = "uplot", version = "1.6.32")
@JsModule("./plot/concilia-plot.ts")
public final class Plot extends Component implements HasSize, HasStyle {
    private static final long serialVersionUID = 1L;

    /** The colours of lines that stand for no state. */
    public static final List<String> LINES = List.of("accent", "text", "muted", "accent", "text");

    /** How the figures are drawn. */
    public enum Kind {
        BARS,
        LINE
    }

    /**
     * One line, or one layer of the bars.
     *
     * @param tone the colour: {@code ok}, {@code info}, {@code warn}, {@code bad} or {@code idle} for states; lines of one
     *     plot that are no states are {@link #LINES}, and differ by their dashes as well
     * @param values one per time; null is a gap
     */
    public record Series(String label, String tone, List<@Nullable Double> values) {}

    private final Kind kind;
    private final String unit;
    private @Nullable Integer top;

    /**
     * The same figures can be read as a table.
     *
     * @param label what the plot shows, and how it stands, for those who do not see it
     * @param unit stands behind each value, such as {@code " min"}
     */
    public Plot(String label, Kind kind, String unit, ZoneId zone) {
        this.kind = kind;
        this.unit = unit;
        getElement()
                .setAttribute("label", label)
                .setAttribute("table-label", getTranslation("plot.table"))
                .setAttribute("time-label", getTranslation("plot.time"))
                .setAttribute("zone", zone.getId());
    }

    /** The axis ends here whatever the figures are. */
    public Plot upTo(int value) {
        top = value;
        return this;
    }

    /** Says in a sentence what the plot shows by now. */
    public void describe(String label) {
        getElement().setAttribute("label", label);
    }

    /** Shows these figures from now on. */
    public void show(List<Instant> times, List<Series> series) {
        var data = Json.mapper().createObjectNode();
        data.put("kind", kind == Kind.BARS ? "bars" : "line").put("unit", unit).put("top", top);
        var axis = data.putArray("times");
        times.forEach(at -> axis.add(at.toEpochMilli()));
        var layers = data.putArray("series");
        for (Series one : series) {
            var layer = layers.addObject().put("label", one.label()).put("tone", one.tone());
            var values = layer.putArray("values");
            one.values().forEach(value -> {
                if (value == null) {
                    values.addNull();
                } else {
                    values.add(value);
                }
            });
        }
        getElement().callJsFunction("show", data);
    }
}
