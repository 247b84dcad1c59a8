package dev.concilia.admin.overview;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.device.Device;
import dev.concilia.kernel.DeviceId;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of devices; on narrow screens each row becomes a small card. Rows that did not change stay untouched. */
final class DeviceGrid extends Grid<Device> {
    private static final long serialVersionUID = 1L;
    private static final int ALL_AT_ONCE = 30;
    private static final String NAME = Cells.link("href", "name");
    private static final String SEEN = Cells.time("seen");
    private static final String OLDEST =
            "<span class=\"muted\"><span ?hidden=${item.oldest}>–</span><span ?hidden=${!item.oldest}>"
                    + Cells.time("oldest") + "</span></span>";

    private final List<Device> shown = new ArrayList<>();
    private final Rows rows = new Rows(shown);
    private final ZoneId zone;
    private final Column<Device> card;
    private final List<Column<Device>> columns = new ArrayList<>();
    private Set<DeviceId> keyWarnings = Set.of();

    DeviceGrid(ZoneId zone) {
        super();
        this.zone = zone;
        addClassName("devices");
        addThemeVariants(GridVariant.AURA_NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        setAriaLabel(getTranslation("overview.devices"));
        card = addColumn(renderer("<div class=\"row-card\"><div>" + NAME + Cells.badge() + "</div>"
                + "<div class=\"muted\"><span>${item.location}</span><span>${item.unsentText} · " + SEEN
                + "</span></div></div>"));
        columns.add(addColumn(
                        renderer(
                                "<div class=\"device-name\">" + NAME
                                        + "<span class=\"key-warning\" ?hidden=${!item.key} title=${item.key}>${item.key}</span></div>"))
                .setHeader(getTranslation("device.name"))
                .setWidth("144px")
                .setFlexGrow(3));
        columns.add(addColumn(renderer("<span>${item.location}</span>"))
                .setHeader(getTranslation("device.location"))
                .setWidth("88px")
                .setFlexGrow(2));
        columns.add(addColumn(renderer(Cells.badge()))
                .setHeader(getTranslation("device.state"))
                .setWidth("168px")
                .setFlexGrow(0));
        columns.add(number("unsent", getTranslation("device.unsent")));
        columns.add(end(OLDEST, getTranslation("device.oldest"), 112));
        columns.add(number("failed", getTranslation("device.failed")));
        columns.add(number("conflicts", getTranslation("device.conflicts")));
        columns.add(end("<span class=\"muted\">" + SEEN + "</span>", getTranslation("device.seen"), 112));
        setDataProvider(rows);
        compact(false);
    }

    /** Cards instead of columns. */
    void compact(boolean narrow) {
        card.setVisible(narrow);
        columns.forEach(column -> column.setVisible(!narrow));
        setClassName("narrow", narrow);
    }

    void show(List<Device> devices, Set<DeviceId> withKeyWarning) {
        boolean sameRows = ids(shown).equals(ids(devices)) && keyWarnings.equals(withKeyWarning);
        List<Device> before = List.copyOf(shown);
        keyWarnings = withKeyWarning;
        shown.clear();
        shown.addAll(devices);
        if (sameRows) {
            for (int i = 0; i < devices.size(); i++) {
                if (!devices.get(i).equals(before.get(i))) {
                    rows.refreshItem(devices.get(i));
                }
            }
        } else {
            setAllRowsVisible(devices.size() <= ALL_AT_ONCE);
            rows.refreshAll();
        }
    }

    private static List<DeviceId> ids(List<Device> devices) {
        return devices.stream().map(Device::id).toList();
    }

    private Column<Device> number(String property, String header) {
        return end("<span>${item." + property + "}</span>", header, 104);
    }

    private Column<Device> end(String template, String header, int width) {
        return addColumn(renderer(template))
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth(width + "px")
                .setFlexGrow(0);
    }

    private LitRenderer<Device> renderer(String template) {
        return LitRenderer.<Device>of(template)
                .withProperty("name", Device::name)
                .withProperty("location", d -> d.location() == null ? "" : d.location())
                .withProperty("state", d -> BadgeLabel.token(d.badge()))
                .withProperty("word", d -> getTranslation(BadgeLabel.key(d)))
                .withProperty("href", d -> "devices/" + d.id())
                .withProperty("unsent", d -> count(d.state().pending()))
                .withProperty(
                        "unsentText",
                        d -> getTranslation(
                                "device.unsentShort", count(d.state().pending())))
                .withProperty("oldest", d -> Dates.millis(d.state().oldestPendingAt()))
                .withProperty("failed", d -> count(d.state().failed()))
                .withProperty("conflicts", d -> count(d.state().openConflicts()))
                .withProperty("seen", d -> Dates.millis(d.state().lastSeenAt()))
                .withProperty("zone", d -> zone.getId())
                .withProperty("key", d -> keyWarnings.contains(d.id()) ? getTranslation("device.keyWarning") : "");
    }

    private String count(@Nullable Integer number) {
        return number == null
                ? "–"
                : NumberFormat.getIntegerInstance(getLocale()).format(number);
    }

    /** Rows are the same row as long as they are of the same device. */
    private static final class Rows extends ListDataProvider<Device> {
        private static final long serialVersionUID = 1L;

        Rows(List<Device> backend) {
            super(backend);
        }

        @Override
        public Object getId(Device device) {
            return device.id();
        }
    }
}
