package dev.concilia.admin.device;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Deeds;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The keys of one device. */
final class OfDevice implements KeyList.Owner {
    private final Device of;
    private final KeyList.Source source;
    private final Session session;
    private final Dates dates;
    private final Component place;

    OfDevice(Device of, KeyList.Source source, Session session, Dates dates, Component place) {
        this.of = of;
        this.source = source;
        this.session = session;
        this.dates = dates;
        this.place = place;
    }

    @Override
    public String title() {
        return place.getTranslation("device.keys");
    }

    @Override
    public String rule() {
        return place.getTranslation("device.keys.rule");
    }

    @Override
    public List<DeviceKeys.Key> keys() {
        return source.keys().of(session.membership().business(), of.id());
    }

    @Override
    public boolean isInUse() {
        return !of.isRetired();
    }

    @Override
    public void issue(Consumer<DeviceKeys.IssuedKey> shown) {
        beforeAnother(() -> {
            Actor actor = session.manager();
            DeviceKeys.IssuedKey issued = source.keys().rotate(actor.business(), of.id());
            source.audit()
                    .record(
                            actor.business(),
                            actor.audited(),
                            Deeds.KEY_ROTATE,
                            issued.id().toString(),
                            Map.of());
            shown.accept(issued);
        });
    }

    /** Asks before another key ends one that may be in use. */
    void beforeAnother(Runnable make) {
        Actor actor = session.manager();
        List<DeviceKeys.Key> ended = source.keys().endedByNext(actor.business(), of.id());
        if (ended.isEmpty()) {
            make.run();
            return;
        }
        DeviceKeys.Key first = ended.getFirst();
        String used =
                first.lastUsedAt() == null ? place.getTranslation("time.never") : dates.moment(first.lastUsedAt());
        Confirm.danger(
                place.getTranslation("device.keys.ends"),
                place.getTranslation("device.keys.ends.text", first.prefix(), used),
                place.getTranslation("device.keys.ends.do"),
                make);
    }
}
