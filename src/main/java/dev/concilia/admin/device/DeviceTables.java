package dev.concilia.admin.device;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.device.Device;
import dev.concilia.kernel.Json;
import java.text.NumberFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a device last said of its tables. */
final class DeviceTables extends Section {
    private static final long serialVersionUID = 1L;
    private static final int MOST_TABLES = 100;

    /** What a heartbeat may say of a table, in the order of the columns. */
    private static final List<String> FIGURES = List.of("count", "synced", "pending", "failed", "conflicts");

    private final transient RecordWords words;
    private final Div body = new Div();
    private @Nullable String shown;

    DeviceTables(RecordWords words) {
        this.words = words;
        addClassNames("card", "device-tables");
        body.addClassName("wide-content");
        add(new H2(getTranslation("device.tables")), body);
    }

    void show(Device device) {
        String tables = device.state().tables();
        if (body.getComponentCount() > 0 && Objects.equals(shown, tables)) {
            return;
        }
        shown = tables;
        body.removeAll();
        JsonNode figures = tables == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().readTree(tables);
        if (figures.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("device.tables.none"));
            none.addClassName("muted");
            body.add(none);
        } else {
            body.add(table(figures));
        }
    }

    /** One row per table, one column per figure that any of them has. */
    private NativeTable table(JsonNode figures) {
        List<String> columns = FIGURES.stream()
                .filter(figure -> figures.valueStream().anyMatch(table -> table.has(figure)))
                .toList();
        NativeTable table = new NativeTable();
        table.addClassName("plain-table");
        NativeTableRow header = new NativeTableRow();
        header.add(new NativeTableHeaderCell(getTranslation("device.table")));
        columns.forEach(column -> header.add(new NativeTableHeaderCell(getTranslation("device.figure." + column))));
        table.getHead().add(header);
        figures.properties().stream().limit(MOST_TABLES).forEach(one -> {
            NativeTableRow row = new NativeTableRow();
            row.add(new NativeTableCell(words.entity(one.getKey())));
            columns.forEach(
                    column -> row.add(new NativeTableCell(text(one.getValue().path(column)))));
            table.getBody().add(row);
        });
        return table;
    }

    private String text(JsonNode figure) {
        return figure.isNumber()
                ? NumberFormat.getInstance(getLocale()).format(figure.decimalValue())
                : figure.isMissingNode() ? "–" : figure.asString(figure.toString());
    }
}
