package dev.concilia.admin.conflict;

import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview;
import java.util.UUID;

/** The rows of the conflict list: which record, which fields, whose change, since when; and of settled ones, who decided. */
final class ConflictList extends ListGrid<ConflictList.Row> {
    private static final long serialVersionUID = 1L;
    private static final String RECORD = "<div class=\"two-lines\">" + Cells.link("address", "name")
            + "<span class=\"muted cut\">${item.entity}</span></div>";
    private static final String OUTCOME = "<span class=\"cut\">${item.outcome}</span>";

    private final transient Dates dates;
    private final Column<Row> decided;
    private QueryParameters kept = QueryParameters.empty();

    /** A conflict as a row, with the names it needs. */
    record Row(ConflictReview.Line line, Names names) {
        UUID id() {
            return line.conflict().id();
        }

        Conflict conflict() {
            return line.conflict();
        }
    }

    ConflictList(String label, Dates dates) {
        super(label, Row::id);
        this.dates = dates;
        with("address", this::address);
        with("name", row -> row.names().record(row.conflict(), row.line().record()));
        with("entity", row -> row.names().entity(row.conflict()));
        with("fields", row -> row.names().fields(row.conflict()));
        with("device", row -> row.names().device(row.conflict().device()));
        with("since", row -> Dates.millis(row.conflict().createdAt()));
        with("zone", row -> dates.zone().getId());
        with("outcome", this::outcome);
        with("isSettled", row -> row.conflict().state() == Conflict.State.RESOLVED);
        card("<div class=\"row-card\"><div>" + Cells.link("address", "name") + "<span class=\"muted\">"
                + Cells.time("since") + "</span></div><div class=\"muted\"><span>${item.entity} · ${item.fields}</span>"
                + "<span>${item.isSettled ? item.outcome : item.device}</span></div></div>");
        column(getTranslation("conflict.record"), RECORD, 200, 3);
        column(getTranslation("conflict.fields"), "<span class=\"cut\">${item.fields}</span>", 160, 3);
        column(getTranslation("conflict.device"), "<span class=\"cut\">${item.device}</span>", 140, 2);
        decided = column(getTranslation("conflict.outcome"), OUTCOME, 180, 2);
        number(getTranslation("conflict.since"), "<span class=\"muted\">" + Cells.time("since") + "</span>", 120);
    }

    /** What the links to single conflicts keep of the address. */
    void keep(QueryParameters parameters) {
        kept = parameters;
    }

    /** Shows who decided, or not. */
    void settled(boolean on) {
        show(decided, on);
    }

    private String address(Row row) {
        String query = kept.getQueryString();
        return "conflicts/" + row.id() + (query.isEmpty() ? "" : "?" + query);
    }

    private String outcome(Row row) {
        Conflict.Resolution resolution = row.conflict().resolution();
        return resolution == null
                ? ""
                : getTranslation(
                        "conflict.decided." + resolution,
                        row.names().person(row.conflict().resolvedBy()),
                        dates.moment(row.conflict().resolvedAt()));
    }
}
