package dev.concilia.admin.component;

import com.vaadin.flow.component.html.Span;
import dev.concilia.device.Badge;
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

    public void show(Badge badge) {
        getElement().setAttribute("data-state", token(badge));
        setText(getTranslation(key(badge)));
    }

    /** Shows a device's state, which may be that it is out of use. */
    public void show(Device device) {
        getElement().setAttribute("data-state", token(device));
        setText(getTranslation(key(device)));
    }

    /** As {@link #token(Badge)}, of a device that may be out of use. */
    public static String token(Device device) {
        return device.isRetired() ? RETIRED : token(device.badge());
    }

    /** As {@link #key(Badge)}, of a device that may be out of use. */
    public static String key(Device device) {
        return device.isRetired() ? "badge.RETIRED" : key(device.badge());
    }

    /** The word for style sheets and addresses. */
    public static String token(Badge badge) {
        return badge.name().toLowerCase(Locale.ROOT);
    }

    /** The key of the state's name. */
    public static String key(Badge badge) {
        return "badge." + badge.name();
    }
}
