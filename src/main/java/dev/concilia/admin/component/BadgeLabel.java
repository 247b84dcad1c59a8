package dev.concilia.admin.component;

import com.vaadin.flow.component.html.Span;
import dev.concilia.device.Badge;
import java.util.Locale;

/** A device's state as icon, word and colour. */
public final class BadgeLabel extends Span {
    private static final long serialVersionUID = 1L;

    public BadgeLabel() {
        addClassName("badge");
    }

    public void show(Badge badge) {
        getElement().setAttribute("data-state", token(badge));
        setText(getTranslation(key(badge)));
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
