package dev.concilia.admin.operation;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Section;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.RecordState;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that an operation changed: as they were, and as they are where nothing has changed them since. */
final class WrittenFields extends Section {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 100;

    WrittenFields(OperationDesk.Row row, OperationLog.Written written, RecordWords words) {
        addClassNames("card", "written");
        OperationLog.Line line = row.line();
        @Nullable RecordState record = row.record();
        boolean stands = record != null && Objects.equals(record.version(), line.version()) && !record.deleted();
        NativeTable table = new NativeTable();
        table.addClassNames("plain-table", "said-table");
        NativeTableRow header = new NativeTableRow(
                new NativeTableHeaderCell(getTranslation("operation.field")),
                new NativeTableHeaderCell(getTranslation("operation.before")));
        if (stands) {
            header.add(new NativeTableHeaderCell(getTranslation("operation.after")));
        }
        table.getHead().add(header);
        Set<String> fields = new LinkedHashSet<>(written.before().propertyNames());
        fields.addAll(written.added());
        fields.stream().limit(MOST).forEach(field -> {
            NativeTableRow one = new NativeTableRow(
                    new NativeTableCell(words.field(line.entity(), field)),
                    new NativeTableCell(
                            words.value(line.entity(), field, written.before().get(field))));
            if (record != null && stands) {
                one.add(new NativeTableCell(
                        words.value(line.entity(), field, record.data().get(field))));
            }
            table.getBody().add(one);
        });
        Div wide = new Div(table);
        wide.addClassName("wide-content");
        add(new H2(getTranslation("operation.written")), wide);
        setVisible(!fields.isEmpty());
    }
}
