package dev.concilia.admin.reconcile;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.overview.DeviceFeed;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Devices;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.reconcile.Mismatch;
import dev.concilia.sync.reconcile.RunHistory;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One comparison: what differed, which records it may be, what became of it, and repair. */
@Route(value = "reconcile", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class RunView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    /** What a device is told when it shall compare itself and repair what differs. */
    static final String REPAIR = "RECONCILE";

    private final transient Source source;
    private transient RunHistory.@Nullable Kept run;
    private transient RunHistory.Later later = new RunHistory.Later(null, null);
    private transient @Nullable Parts parts;

    /** What the page reads and asks. */
    @Component
    record Source(
            RunHistory history, Devices devices, Triggers triggers, AuditLog audit, DeviceFeed feed, Catalog catalog) {}

    private record Parts(Div state, Span since, Div tables, Button repair) {}

    RunView(Session session, Source source) {
        super(session, "run.title");
        this.source = source;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        try {
            run = source.history.find(business().id(), Long.parseLong(id)).orElseThrow(NotFoundException::new);
            later = new RunHistory.Later(null, null);
        } catch (NumberFormatException e) {
            throw new NotFoundException();
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        source.feed.follow(
                this,
                attach.getUI(),
                business().id(),
                change -> Background.run(
                        this, () -> source.history.after(business().id(), known()), this::show));
    }

    @Override
    protected void build() {
        RouterLink back = new RouterLink(getTranslation("reconcile.title"), ReconcileView.class);
        back.addClassName("back");
        add(back);
        Button repair = repairButton();
        if (isManager()) {
            heading(repair);
        } else {
            heading();
        }
        Span since = new Span();
        since.getElement().setAttribute("role", "status");
        Div state = new Div(since);
        state.addClassNames("card", "run-since");
        Div tables = new Div();
        tables.addClassName("facts-block");
        parts = new Parts(state, since, tables, repair);
        add(state, tables);
    }

    @Override
    protected void show(QueryParameters asked) {
        RunHistory.Kept shown = known();
        DeviceId device = shown.device();
        String name =
                device == null ? null : source.devices.names(business().id()).get(device);
        String who = name != null ? name : shown.machine() != null ? shown.machine() : getTranslation("run.nobody");
        say(
                shown.consistent()
                        ? getTranslation("run.answer.agrees", who)
                        : getTranslation(
                                "run.answer.differs", who, shown.mismatches().size()),
                getTranslation("run.rest", dates().moment(shown.at())));
        Parts there = parts;
        if (there != null) {
            there.state.setVisible(!shown.consistent());
            there.tables.removeAll();
            for (Mismatch mismatch : shown.mismatches()) {
                there.tables.add(new TableDifference(
                        device,
                        mismatch,
                        words(source.catalog),
                        dates(),
                        business().id(),
                        source.history));
            }
        }
        show(source.history.after(business().id(), shown));
    }

    /** What is known since. The page follows it as it comes; of two readings that overtake each other, the newer one counts. */
    private void show(RunHistory.Later now) {
        Parts there = parts;
        if (there == null || number(now.latest()) < number(later.latest())) {
            return;
        }
        later = now;
        there.since.setText(since());
        RunHistory.Kept latest = now.latest();
        boolean differs = latest == null ? !known().consistent() : !latest.consistent();
        there.repair.setVisible(known().device() != null && !known().consistent() && differs);
    }

    private static long number(RunHistory.@Nullable Kept kept) {
        return kept == null ? 0 : kept.id();
    }

    private String since() {
        RunHistory.Kept latest = later.latest();
        RunHistory.Kept agreed = later.agreed();
        if (known().device() == null) {
            return getTranslation("run.since.unknown");
        }
        if (latest == null) {
            return getTranslation("run.since.none");
        }
        if (latest.consistent() && agreed != null) {
            return getTranslation("run.since.agreed", dates().moment(agreed.at()));
        }
        return getTranslation("run.since.differs", dates().moment(latest.at()));
    }

    private ActButton repairButton() {
        ActButton repair = new ActButton(getTranslation("run.repair"), this::repair);
        repair.addThemeVariants(ButtonVariant.PRIMARY);
        return repair;
    }

    private void repair() {
        Actor actor = session().manager();
        DeviceId device = Objects.requireNonNull(known().device());
        Triggers.Asked asked = source.triggers.request(actor.business(), device, REPAIR);
        source.audit.record(
                actor.business(),
                actor.audited(),
                Deeds.DEVICE_TRIGGER,
                device.toString(),
                Map.of("reason", REPAIR, "run", String.valueOf(known().id())));
        Toast.done(getTranslation(asked.triggered() > 0 ? "run.repair.done" : "run.repair.later"));
    }

    private RunHistory.Kept known() {
        return Objects.requireNonNull(run);
    }
}
