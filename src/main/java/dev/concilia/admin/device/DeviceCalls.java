package dev.concilia.admin.device;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.shell.Failures;
import dev.concilia.business.Business;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.SyncLog;
import java.text.NumberFormat;
import org.springframework.stereotype.Component;

/** What a device called for, newest first. */
final class DeviceCalls extends Section {
    private static final long serialVersionUID = 1L;

    /** Where the calls are. */
    @Component
    record Source(SyncLog log) {}

    DeviceCalls(Source source, Business business, DeviceId device, Dates dates) {
        addClassNames("card", "list", "device-calls");
        H2 title = new H2(getTranslation("device.calls"));
        title.addClassName("list-title");
        ListGrid<SyncLog.Entry> grid = new ListGrid<SyncLog.Entry>(getTranslation("device.calls"), SyncLog.Entry::id)
                .with("type", e -> getTranslation("call." + e.line().type()))
                .with(
                        "records",
                        e -> NumberFormat.getIntegerInstance(getLocale())
                                .format(e.line().records()))
                .with("tone", e -> e.line().status() == SyncLog.Status.SUCCESS ? "ok" : "bad")
                .with("status", e -> getTranslation("call.status." + e.line().status()))
                .with("error", e -> Failures.ofCall(this, e.line().error(), getLocale()))
                .with("at", e -> Dates.millis(e.line().startedAt()))
                .with("zone", e -> dates.zone().getId())
                .card("<div class=\"row-card\"><div><b>${item.type}</b>" + Cells.tag("tone", "status")
                        + "</div><div class=\"muted\"><span>${item.error}</span><span>${item.records} · "
                        + Cells.time("at") + "</span></div></div>");
        grid.column(getTranslation("call.type"), "<b>${item.type}</b>", 200, 3);
        grid.column(getTranslation("call.status"), Cells.tag("tone", "status"), 128, 1);
        grid.column(getTranslation("call.error"), "<span class=\"cut\">${item.error}</span>", 160, 2);
        grid.number(getTranslation("call.records"), "<span>${item.records}</span>", 120);
        grid.number(getTranslation("call.at"), "<span class=\"muted\">" + Cells.time("at") + "</span>", 136);
        grid.whenEmpty(
                new EmptyState("clock", getTranslation("device.calls.none"), getTranslation("device.calls.none.text")));
        SyncLog.Filter ofDevice = new SyncLog.Filter(null, null, device);
        grid.rows((last, limit) ->
                source.log.list(business.id(), ofDevice, last == null ? Long.MAX_VALUE : last.id(), limit));
        add(title, grid);
    }
}
