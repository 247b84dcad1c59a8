package dev.concilia.admin.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.RecordVersion;
import dev.concilia.sync.Side;

/** Who made a version. */
final class Authors {
    private Authors() {}

    /** A device with a link, a person, or the side that it came from. */
    static Component of(Component place, RecordVersion version) {
        DeviceId device = version.device();
        return device != null && version.deviceName() != null
                ? new Anchor("devices/" + device, name(place, version))
                : new Span(name(place, version));
    }

    static String name(Component place, RecordVersion version) {
        String device = version.deviceName();
        String user = version.userName();
        if (device != null) {
            return device;
        }
        if (user != null) {
            return user;
        }
        return place.getTranslation(version.side() == Side.LOCAL ? "record.by.local" : "record.by.hub");
    }
}
