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
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.Devices;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
                        .ifPresent(this::show));
    }

    @Override
    protected void build() {
        Device shown = known();
        RouterLink back = new RouterLink(getTranslation("devices.title"), DevicesView.class);
        back.addClassName("back");
        BadgeLabel badge = new BadgeLabel();
        add(back);
        if (isManager()) {
            heading(badge, new Button(getTranslation("device.edit"), click -> edit()), retireButton(), syncButton());
        } else {
            heading(badge);
        }
        parts = new Parts(badge, new DeviceFacts(dates()), new DeviceTables(words(catalog)));
        Button byCode = new Button(getTranslation("device.keys.byCode"));
        byCode.setDisableOnClick(true);
        byCode.addClickListener(click -> {
            byCode.setEnabled(true);
            enrolment.open(known());
        });
        KeyList keyList = new KeyList(keys, session(), new OfDevice(shown), dates(), byCode);
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
                    String.join(" ", now.causes().stream().map(words::cause).toList()));
            there.badge.show(now);
            there.facts.show(now, words);
            there.tables.show(now);
        }
    }

    private Button syncButton() {
        Button sync = new Button(getTranslation("device.sync"), click -> {
            Actor actor = session().manager();
            Triggers.Asked asked = triggers.request(actor.business(), known().id(), BY_HAND);
            audit.record(
                    actor.business(),
                    actor.audited(),
                    Deeds.DEVICE_TRIGGER,
                    known().id().toString(),
                    Map.of());
            Toast.done(getTranslation(asked.triggered() > 0 ? "device.sync.done" : "device.sync.later"));
        });
        sync.addThemeVariants(ButtonVariant.PRIMARY);
        return sync;
    }

    private void edit() {
        Actor actor = session().manager();
        new DescribeDialog(
                        known(),
                        businesses.locations(actor.business()).stream()
                                .map(Location::name)
                                .toList(),
                        (name, location) -> {
                            Actor now = session().manager();
                            edits.describe(now.business(), now.audited(), known().id(), name, location);
                            show(find(known().id().toString()));
                            Toast.done(getTranslation("device.edit.done"));
                        })
                .open();
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

    private Device known() {
        return java.util.Objects.requireNonNull(device);
    }

    private Device find(String id) {
        try {
            return devices.find(business().id(), DeviceId.of(id)).orElseThrow(NotFoundException::new);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException();
        }
    }

    /** The keys of the device in view. */
    private final class OfDevice implements KeyList.Owner {
        private final Device of;

        OfDevice(Device of) {
            this.of = of;
        }

        @Override
        public String title() {
            return getTranslation("device.keys");
        }

        @Override
        public String rule() {
            return getTranslation("device.keys.rule");
        }

        @Override
        public List<DeviceKeys.Key> keys() {
            return keys.keys().of(business().id(), of.id());
        }

        @Override
        public void issue(Consumer<DeviceKeys.IssuedKey> shown) {
            Actor actor = session().manager();
            DeviceKeys.IssuedKey issued = keys.keys().rotate(actor.business(), of.id());
            audit.record(
                    actor.business(),
                    actor.audited(),
                    Deeds.KEY_ROTATE,
                    issued.id().toString(),
                    Map.of());
            shown.accept(issued);
        }
    }
}
