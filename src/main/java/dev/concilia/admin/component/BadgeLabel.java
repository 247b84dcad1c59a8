package dev.concilia.admin.component;

import com.vaadin.flow.component.html.Span;
import dev.concilia.device.Badge;
import dev.concilia.device.Cause;
import dev.concilia.device.Device;
import java.util.Locale;

/** A device's state as icon, word and colour. */
public final class BadgeLabel extends Span {
    private static final long serialVersionUID = 1L;
    /** The word for devices that are out of use, which is no badge. */
    public static final String RETIRED = "retired";

    public BadgeLabel() {
        addClassName("badge");
    }

    /** A badge that no device has given. */
    public void show(Badge badge) {
        show(token(badge), key(badge));
    }

    private void show(String token, String key) {
        getElement().setAttribute("data-state", token);
        setText(getTranslation(key));
    }

    /** Shows a device's state, which may be that it is out of use. */
    public void show(Device device) {
        show(token(device), key(device));
    }

    /** As {@link #token(Badge)}, of a device that may be out of use. */
    public static String token(Device device) {
        return device.isRetired() ? RETIRED : token(device.badge());
    }

    /** The word for style sheets and addresses. */
    public static String token(Badge badge) {
        return badge.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The key of the word for a device's state, which may be that it is out of use: one that is in contact is not called
     * offline for its failures.
     */
    public static String key(Device device) {
        if (device.isRetired()) {
            return "badge.RETIRED";
        }
        return device.causes().getFirst().kind() == Cause.Kind.FAILED ? "badge.FAILED" : "badge." + device.badge();
    }

    /** The key of the word for all that have this badge, whatever gave it. */
    public static String key(Badge badge) {
        return badge == Badge.OFFLINE ? "badge.TROUBLED" : "badge." + badge;
    }
}
