package dev.concilia.admin.device;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.overview.DeviceFeed;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.business.Location;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceEdits;
import dev.concilia.device.DeviceEdits.Description;
import dev.concilia.device.Devices;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One device: how it stands and why, its keys, its tables, what it called for. */
@Route(value = "devices", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class DeviceView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;
    private static final String BY_HAND = "MANUAL";

    private final transient Devices devices;
    private final transient DeviceEdits edits;
    private final transient Businesses businesses;
    private final transient Triggers triggers;
    private final transient AuditLog audit;
    private final transient DeviceFeed feed;
    private final transient EnrolDialogs enrolment;
    private final transient DeviceCalls.Source calls;
    private final transient KeyList.Source keys;
    private final transient Catalog catalog;
    private transient @Nullable Device device;
    private transient @Nullable Parts parts;

    private record Parts(BadgeLabel badge, DeviceFacts facts, DeviceTables tables) {}

    DeviceView(
            Session session,
            Devices devices,
            DeviceEdits edits,
            Businesses businesses,
            Triggers triggers,
            AuditLog audit,
            DeviceFeed feed,
            EnrolDialogs enrolment,
            DeviceCalls.Source calls,
            KeyList.Source keys,
            Catalog catalog) {
        super(session, "device.title");
        this.devices = devices;
        this.edits = edits;
        this.businesses = businesses;
        this.triggers = triggers;
        this.audit = audit;
        this.feed = feed;
        this.enrolment = enrolment;
        this.calls = calls;
        this.keys = keys;
        this.catalog = catalog;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        device = find(id);
        rebuild();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        feed.follow(
                this,
                attach.getUI(),
                business().id(),
                fleet -> fleet.devices().stream()
                        .filter(d -> d.id().equals(known().id()))
                        .findFirst()
                        .ifPresent(now -> {
                            if (known().isRetired()) {
                                begin(now);
                            } else {
                                show(now);
                            }
                        }));
    }

    @Override
    protected void build() {
        Device shown = known();
        RouterLink back = new RouterLink(getTranslation("devices.title"), DevicesView.class);
        back.addClassName("back");
        BadgeLabel badge = new BadgeLabel();
        add(back);
        if (isManager() && shown.isRetired()) {
            heading(badge, bringBackButton());
        } else if (isManager()) {
            heading(badge, new Button(getTranslation("device.edit"), click -> edit()), retireButton(), syncButton());
        } else {
            heading(badge);
        }
        parts = new Parts(badge, new DeviceFacts(dates()), new DeviceTables(words(catalog)));
        OfDevice owner = new OfDevice(shown, keys, session(), dates(), this);
        ActButton byCode = new ActButton(
                getTranslation("device.keys.byCode"), () -> owner.beforeAnother(() -> enrolment.open(known())));
        KeyList keyList = new KeyList(keys, session(), owner, dates(), byCode);
        Div columns = new Div(keyList, parts.tables);
        columns.addClassName("columns");
        add(parts.facts, columns, new DeviceCalls(calls, business(), shown.id(), dates()));
    }

    @Override
    protected void show(QueryParameters asked) {
        show(known());
    }

    private void show(Device now) {
        device = now;
        Parts there = parts;
        if (there != null) {
            DeviceWords words = new DeviceWords(this, getLocale());
            say(
                    now.name(),
                    now.isRetired()
                            ? getTranslation("device.retired", dates().day(now.retiredAt()))
                            : String.join(
                                    " ", now.causes().stream().map(words::cause).toList()));
            there.badge.show(now);
            there.facts.show(now, words);
            there.tables.show(now);
        }
    }

    private ActButton syncButton() {
        ActButton sync = new ActButton(getTranslation("device.sync"), this::sync);
        sync.addThemeVariants(ButtonVariant.PRIMARY);
        return sync;
    }

    private void sync() {
        Actor actor = session().manager();
        Triggers.Asked asked = triggers.request(actor.business(), known().id(), BY_HAND);
        audit.record(
                actor.business(),
                actor.audited(),
                Deeds.DEVICE_TRIGGER,
                known().id().toString(),
                Map.of());
        Toast.done(getTranslation(asked.triggered() > 0 ? "device.sync.done" : "device.sync.later"));
    }

    private void edit() {
        Actor actor = session().manager();
        new DescribeDialog(
                        known(),
                        businesses.locations(actor.business()).stream()
                                .map(Location::name)
                                .toList(),
                        this::describe)
                .open();
    }

    private Optional<Description> describe(Description old, Description wanted) {
        Actor actor = session().manager();
        DeviceId id = known().id();
        try {
            edits.describe(actor.business(), actor.audited(), id, old, wanted);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            Device now = find(id.toString());
            show(now);
            return Optional.of(new Description(now.name(), now.location()));
        }
        show(find(id.toString()));
        Toast.done(getTranslation("device.edit.done"));
        return Optional.empty();
    }

    private Button retireButton() {
        return new Button(
                getTranslation("device.retire"),
                click -> Confirm.danger(
                        getTranslation("device.retire.title", known().name()),
                        getTranslation("device.retire.text"),
                        getTranslation("device.retire"),
                        this::retire));
    }

    private void retire() {
        Actor actor = session().manager();
        Device gone = known();
        edits.retire(actor.business(), actor.audited(), gone.id());
        getUI().ifPresent(ui -> ui.navigate(DevicesView.class));
        Toast.undo(getTranslation("device.retire.done", gone.name()), getTranslation("toast.undo"), () -> {
            Actor back = session().manager();
            edits.bringBack(back.business(), back.audited(), gone.id());
        });
    }

    private ActButton bringBackButton() {
        ActButton back = new ActButton(getTranslation("device.bringBack"), () -> {
            Actor actor = session().manager();
            edits.bringBack(actor.business(), actor.audited(), known().id());
            begin(find(known().id().toString()));
            Toast.done(getTranslation("device.bringBack.done", known().name()));
        });
        back.addThemeVariants(ButtonVariant.PRIMARY);
        return back;
    }

    /** The page anew, for a device of which other things can be done than before. */
    private void begin(Device now) {
        device = now;
        rebuild();
        show(now);
    }

    private Device known() {
        return java.util.Objects.requireNonNull(device);
    }

    private Device find(String id) {
        try {
            DeviceId wanted = DeviceId.of(id);
            return devices.find(business().id(), wanted)
                    .or(() -> devices.retired(business().id(), wanted))
                    .orElseThrow(NotFoundException::new);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException();
        }
    }
}
