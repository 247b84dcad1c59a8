package dev.concilia.admin.record;

import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.business.Business;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.RecordList;
import dev.concilia.sync.RecordState;
import java.util.List;
import java.util.Objects;

/** Records in the columns that the catalog names; what they refer to is shown by its name. */
final class RecordGrid extends ListGrid<RecordGrid.Named> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_COLUMNS = 6;

    private final transient EntityType type;
    private final transient RecordWords words;
    private final transient Business business;
    private final transient RecordNames names;

    /** A row with the names of what it refers to. */
    record Named(RecordList.Row row, RecordNames.Known names) {
        RecordState record() {
            return row.record();
        }
    }

    RecordGrid(EntityType type, RecordWords words, Business business, RecordNames names) {
        super(
                words.entity(type.name()),
                named -> Objects.requireNonNull(named.record().key()));
        this.type = type;
        this.words = words;
        this.business = business;
        this.names = names;
        List<String> fields = type.listColumns().stream().limit(MOST_COLUMNS).toList();
        for (String field : fields) {
            with(property(fields, field), named -> text(named, field));
        }
        with(
                "title",
                named -> words.name(
                        type.name(), named.record().data(), named.record().key().id()));
        with("first", named -> first(named, fields.getFirst()));
        with("href", this::href);
        with("rest", named -> rest(named, fields));
        with("at", named -> Dates.millis(named.record().updatedAt()));
        with("zone", named -> business.timezone().getId());
        card("<div class=\"row-card\"><div>" + Cells.link("href", "title")
                + "</div><div class=\"muted\"><span class=\"cut\">${item.rest}</span><span>" + Cells.time("at")
                + "</span></div></div>");
        columns(fields);
    }

    /** Rows with the names of all that they refer to. */
    List<Named> named(List<RecordList.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        RecordNames.Known known = names.of(
                business.id(),
                type.name(),
                type.listColumns(),
                rows.stream().map(row -> row.record().data()).toList(),
                words);
        return rows.stream().map(row -> new Named(row, known)).toList();
    }

    private void columns(List<String> fields) {
        for (String field : fields) {
            String header = words.field(type.name(), field);
            String property = property(fields, field);
            if (field.equals(fields.getFirst())) {
                column(header, Cells.link("href", "first"), 176, 3);
            } else if (type.moneyFields().contains(field)) {
                number(header, "<span>${item." + property + "}</span>", 128);
            } else {
                String cell = "<span class=\"cut\" title=${item." + property + "}>${item." + property + "}</span>";
                column(header, cell, 120, 2);
            }
        }
        number(getTranslation("records.changed"), "<span class=\"muted\">" + Cells.time("at") + "</span>", 128);
    }

    private static String property(List<String> fields, String field) {
        return "c" + fields.indexOf(field);
    }

    /** What a cell says. */
    String text(Named named, String field) {
        return named.names().text(type.name(), field, named.record().data().get(field));
    }

    String href(Named named) {
        return RecordLink.to(type.name(), named.record().key().id());
    }

    /** The first column is the link, so it is never empty. */
    private String first(Named named, String field) {
        return named.record().data().hasNonNull(field)
                ? text(named, field)
                : named.record().key().id();
    }

    private String rest(Named named, List<String> fields) {
        return fields.stream()
                .skip(1)
                .filter(field -> named.record().data().hasNonNull(field))
                .map(field -> text(named, field))
                .limit(3)
                .reduce((a, b) -> a + " · " + b)
                .orElse(named.record().key().id());
    }
}
