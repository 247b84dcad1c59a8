package dev.concilia.admin.overview;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.kernel.DeviceId;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of devices; on narrow screens each row becomes a small card. Rows that did not change stay untouched. */
final class DeviceGrid extends Grid<Device> {
    private static final long serialVersionUID = 1L;
    private static final int ALL_AT_ONCE = 30;
    private static final String BADGE = "<span class=\"badge\" data-state=${item.state}>${item.word}</span>";
    private static final String SEEN = "<concilia-time at=${item.seen} zone=${item.zone}></concilia-time>";

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
        card = addColumn(renderer("<div class=\"row-card\"><div><b>${item.name}</b>" + BADGE + "</div>"
                + "<div class=\"muted\"><span>${item.location}</span><span>${item.unsentText} · " + SEEN
                + "</span></div></div>"));
        columns.add(addColumn(
                        renderer(
                                "<div class=\"device-name\"><b>${item.name}</b>"
                                        + "<span class=\"key-warning\" ?hidden=${!item.key} title=${item.key}>${item.key}</span></div>"))
                .setHeader(getTranslation("device.name"))
                .setWidth("160px")
                .setFlexGrow(3));
        columns.add(addColumn(renderer("<span>${item.location}</span>"))
                .setHeader(getTranslation("device.location"))
                .setFlexGrow(2));
        columns.add(addColumn(renderer(BADGE))
                .setHeader(getTranslation("device.state"))
                .setWidth("176px")
                .setFlexGrow(0));
        columns.add(number("unsent", getTranslation("device.unsent")));
        columns.add(number("conflicts", getTranslation("device.conflicts")));
        columns.add(addColumn(renderer("<span class=\"muted\">" + SEEN + "</span>"))
                .setHeader(getTranslation("device.seen"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("112px")
                .setFlexGrow(0));
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
        return addColumn(renderer("<span>${item." + property + "}</span>"))
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("100px")
                .setFlexGrow(0);
    }

    private LitRenderer<Device> renderer(String template) {
        return LitRenderer.<Device>of(template)
                .withProperty("name", Device::name)
                .withProperty("location", d -> d.location() == null ? "" : d.location())
                .withProperty("state", d -> BadgeLabel.token(d.badge()))
                .withProperty("word", d -> getTranslation(BadgeLabel.key(d.badge())))
                .withProperty("unsent", d -> count(d.state().pending()))
                .withProperty(
                        "unsentText",
                        d -> getTranslation(
                                "device.unsentShort", count(d.state().pending())))
                .withProperty("conflicts", this::conflicts)
                .withProperty("seen", d -> millis(d.state().lastSeenAt()))
                .withProperty("zone", d -> zone.getId())
                .withProperty("key", d -> keyWarnings.contains(d.id()) ? getTranslation("device.keyWarning") : "");
    }

    private String conflicts(Device device) {
        return device.badge() == Badge.WAITING ? "–" : count(device.state().openConflicts());
    }

    private String count(@Nullable Integer number) {
        return number == null
                ? "–"
                : NumberFormat.getIntegerInstance(getLocale()).format(number);
    }

    private static String millis(@Nullable Instant at) {
        return at == null ? "" : Long.toString(at.toEpochMilli());
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
