package dev.concilia.admin.component;

import com.vaadin.flow.component.html.Span;
import dev.concilia.device.Badge;
import dev.concilia.device.Cause;
import dev.concilia.device.Device;
import java.util.Locale;

/** A device's state as icon, word and colour. */
public final class BadgeLabel extends Span {
    private static final long serialVersionUID = 1L;

    public BadgeLabel() {
        addClassName("badge");
    }

    public void show(Device device) {
        show(device.badge(), key(device));
    }

    /** A badge that no device has given. */
    public void show(Badge badge) {
        show(badge, key(badge));
    }

    private void show(Badge badge, String key) {
        getElement().setAttribute("data-state", token(badge));
        setText(getTranslation(key));
    }

    /** The word for style sheets and addresses. */
    public static String token(Badge badge) {
        return badge.name().toLowerCase(Locale.ROOT);
    }

    /** The key of the word for a device's state: one that is in contact is not called offline for its failures. */
    public static String key(Device device) {
        return device.causes().getFirst().kind() == Cause.Kind.FAILED ? "badge.FAILED" : "badge." + device.badge();
    }

    /** The key of the word for all that have this badge, whatever gave it. */
    public static String key(Badge badge) {
        return badge == Badge.OFFLINE ? "badge.TROUBLED" : "badge." + badge;
    }
}
