package dev.concilia.admin.operation;

import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Refusal;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that the hub knows of one operation. */
@Route(value = "operations/operation", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class OperationView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final String BY_HAND = "MANUAL";
    private static final int LONGEST_ID = 64;

    private final transient OperationDesk desk;
    private final transient Triggers triggers;
    private final transient AuditLog audit;
    private transient List<OperationDesk.Row> story = List.of();
    private final Div body = new Div();

    OperationView(Session session, OperationDesk desk, Triggers triggers, AuditLog audit) {
        super(session, "operation.title");
        this.desk = desk;
        this.triggers = triggers;
        this.audit = audit;
        body.addClassName("facts-block");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("id")
                .filter(text -> text.length() <= LONGEST_ID && text.indexOf('\0') < 0)
                .orElseThrow(NotFoundException::new);
        story = desk.story(business().id(), id);
        if (story.isEmpty()) {
            throw new NotFoundException();
        }
        rebuild();
    }

    @Override
    protected void build() {
        RouterLink back = new RouterLink(getTranslation("operations.title"), OperationsView.class);
        back.addClassName("back");
        add(back);
        OperationLog.Line newest = story.getFirst().line();
        if (isManager() && canBeSentAgain(newest)) {
            heading(askButton());
        } else {
            heading();
        }
        add(body);
    }

    @Override
    protected void show(QueryParameters asked) {
        OperationDesk.Row newest = story.getFirst();
        OperationWords words = new OperationWords(
                this, words(desk.catalog()), desk.names(business().id()));
        say(words.deed(newest.line()) + " · " + words.name(newest), words.reason(newest.line()));
        body.removeAll();
        if (newest.line().reason() != null) {
            body.add(new Div(advice(newest.line().reason())));
        }
        desk.log()
                .written(business().id(), newest.line())
                .ifPresent(written -> body.add(new WrittenFields(newest, written, words.records())));
        body.add(new OperationStory(story, words, dates()));
        body.addComponentAsFirst(
                new OperationFacts(newest, desk.conflict(business().id(), newest.line()), words, dates()));
    }

    /** The hub keeps nothing of what it refuses, so only the device can send it again. */
    private String advice(Refusal refusal) {
        return getTranslation("operation.again." + refusal.code().retry());
    }

    private static boolean canBeSentAgain(OperationLog.Line line) {
        Refusal refusal = line.reason();
        return refusal != null && line.device() != null && refusal.code().retry() != ProblemCode.Retry.NEVER;
    }

    private ActButton askButton() {
        ActButton ask = new ActButton(getTranslation("operation.ask"), this::ask);
        ask.addThemeVariants(ButtonVariant.PRIMARY);
        return ask;
    }

    private void ask() {
        Actor actor = session().manager();
        OperationLog.Line line = story.getFirst().line();
        @Nullable DeviceId device = line.device();
        if (device == null) {
            return;
        }
        Triggers.Asked asked = triggers.request(actor.business(), device, BY_HAND);
        audit.record(
                actor.business(),
                actor.audited(),
                Deeds.DEVICE_TRIGGER,
                device.toString(),
                Map.of("operation", line.operationId()));
        Toast.done(getTranslation(asked.triggered() > 0 ? "device.sync.done" : "device.sync.later"));
    }
}
