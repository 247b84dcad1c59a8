package dev.concilia.admin.device;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.overview.DeviceFeed;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Businesses;
import dev.concilia.business.HubAddress;
import dev.concilia.business.Location;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.device.Enrolments;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens the way of a device to its key: a few questions, then a code to scan or to type. */
@SpringComponent
@UIScope
class EnrolDialogs {
    private final Session session;
    private final Enrolments enrolments;
    private final Businesses businesses;
    private final HubAddress address;
    private final DeviceFeed feed;

    EnrolDialogs(Session session, Enrolments enrolments, Businesses businesses, HubAddress address, DeviceFeed feed) {
        this.feed = feed;
        this.session = session;
        this.enrolments = enrolments;
        this.businesses = businesses;
        this.address = address;
    }

    /** A code, and the text that its QR code holds. */
    record Way(Enrolments.Issued code, String origin, String link) {}

    /** For {@code device}, a further key; without one, for a new device. */
    void open(@Nullable Device device) {
        Actor actor = session.manager();
        if (device == null) {
            List<String> places = businesses.locations(actor.business()).stream()
                    .map(Location::name)
                    .toList();
            show(new EnrolDialog(places, this::forNew), actor);
        } else {
            Way way = way(enrolments.forDevice(actor.business(), actor.audited(), device.id()));
            show(EnrolDialog.showing(way, device.name()), actor);
        }
    }

    /** The dialog says so by itself when its code has been used. */
    private void show(EnrolDialog dialog, Actor actor) {
        dialog.open();
        feed.follow(
                dialog,
                UI.getCurrent(),
                actor.business(),
                change -> dialog.waitingFor()
                        .ifPresent(code -> Background.run(
                                dialog, () -> isOpen(actor, code), waiting -> dialog.used(code, !waiting))));
    }

    private boolean isOpen(Actor actor, UUID code) {
        return enrolments.open(actor.business()).stream()
                .anyMatch(open -> open.id().equals(code));
    }

    private Way forNew(Devices.Enrolment wanted) {
        Actor actor = session.manager();
        return way(enrolments.forNewDevice(actor.business(), actor.audited(), wanted));
    }

    private Way way(Enrolments.Issued issued) {
        URI asked = URI.create(VaadinServletRequest.getCurrent().getRequestURL().toString());
        String origin = address.origin(asked);
        return new Way(issued, origin, Enrolments.link(origin, issued.code()));
    }
}
