package dev.concilia.admin.reconcile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.reconcile.Buckets;
import dev.concilia.sync.reconcile.Mismatch;
import dev.concilia.sync.reconcile.RunHistory;
import dev.concilia.sync.reconcile.TableSummary;
import java.text.NumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One table that differed: the figures of both sides, what they say, and the records that it may be. */
final class TableDifference extends Section {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 100;
    private static final String NONE = "–";

    private final transient RecordWords words;
    private final transient Dates dates;
    private final transient Mismatch mismatch;
    private final Div records = new Div();

    /** What a device said of its buckets, and what the hub holds there. */
    private record Found(@Nullable Buckets buckets, List<Buckets.Candidate> records) {}

    TableDifference(
            @Nullable DeviceId device,
            Mismatch mismatch,
            RecordWords words,
            Dates dates,
            BusinessId business,
            RunHistory history) {
        this.words = words;
        this.dates = dates;
        this.mismatch = mismatch;
        addClassNames("card", "table-difference");
        add(new H2(words.entity(mismatch.table())));
        UnorderedList reasons = new UnorderedList();
        mismatch.reasons().forEach(reason -> reasons.add(new ListItem(reason(reason))));
        Div wide = new Div(figures());
        wide.addClassName("wide-content");
        add(reasons, wide);
        if (device != null) {
            add(recordsButton(device, business, history), records);
        }
    }

    private String reason(String reason) {
        long here = mismatch.server().count();
        long there = mismatch.client().count();
        return switch (reason) {
            case "count" ->
                there < here
                        ? getTranslation("run.reason.lacks", here - there)
                        : getTranslation("run.reason.extra", there - here);
            case "latestUpdatedAt" -> getTranslation("run.reason.latest");
            case "digest" -> getTranslation("run.reason.digest");
            default -> reason;
        };
    }

    private NativeTable figures() {
        TableSummary there = mismatch.client();
        TableSummary here = mismatch.server();
        NativeTable table = new NativeTable();
        table.addClassName("plain-table");
        table.getHead()
                .add(new NativeTableRow(
                        new NativeTableHeaderCell(getTranslation("run.figure")),
                        new NativeTableHeaderCell(getTranslation("run.side.device")),
                        new NativeTableHeaderCell(getTranslation("run.side.hub"))));
        NumberFormat number = NumberFormat.getIntegerInstance(getLocale());
        row(table, "run.figure.count", number.format(there.count()), number.format(here.count()));
        row(table, "run.figure.latest", dates.moment(there.latestUpdatedAt()), dates.moment(here.latestUpdatedAt()));
        row(table, "run.figure.digest", there.digest(), here.digest());
        return table;
    }

    private void row(NativeTable table, String figure, @Nullable String there, @Nullable String here) {
        table.getBody()
                .add(new NativeTableRow(
                        new NativeTableCell(getTranslation(figure)),
                        new NativeTableCell(there == null || there.isEmpty() ? NONE : there),
                        new NativeTableCell(here == null || here.isEmpty() ? NONE : here)));
    }

    /** The hub reads through the whole entity for it, so it does so when somebody wants to know, and beside the page. */
    private Button recordsButton(DeviceId device, BusinessId business, RunHistory history) {
        Button button = new Button(getTranslation("run.records"));
        button.setDisableOnClick(true);
        button.addClickListener(click -> Background.run(
                this,
                () -> history.buckets(business, device, mismatch.table())
                        .map(buckets -> new Found(
                                buckets, history.records(business, mismatch.table(), buckets.differing(), MOST + 1)))
                        .orElseGet(() -> new Found(null, List.of())),
                found -> {
                    button.setVisible(false);
                    show(found);
                },
                () -> button.setEnabled(true)));
        return button;
    }

    private void show(Found found) {
        Buckets buckets = found.buckets();
        if (buckets == null) {
            records.add(new Paragraph(getTranslation("run.records.unknown")));
            return;
        }
        String at = dates.moment(buckets.reportedAt());
        if (buckets.differing().isEmpty()) {
            records.add(new Paragraph(getTranslation("run.records.same", at)));
            return;
        }
        int count = Math.min(found.records().size(), MOST);
        records.add(new Paragraph(
                getTranslation("run.records.among", at, buckets.differing().size(), count)));
        if (found.records().size() > MOST) {
            records.add(new Paragraph(getTranslation("run.records.more", MOST)));
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("plain-list");
        found.records().stream().limit(MOST).forEach(record -> list.add(item(record)));
        records.add(list);
    }

    private ListItem item(Buckets.Candidate record) {
        Span changed =
                new Span(getTranslation("run.records.version", record.version(), dates.moment(record.updatedAt())));
        changed.addClassName("muted");
        return new ListItem(
                new Anchor(
                        RecordLink.to(mismatch.table(), record.id()),
                        words.name(mismatch.table(), record.data(), record.id())),
                changed);
    }
}
