package dev.concilia.admin.component;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** What an action came to, said at the edge of the page. Good news goes by itself; bad news stays until it is closed. */
public final class Toast {
    private static final int GOOD_NEWS_MS = 6_000;
    private static final int WITH_UNDO_MS = 12_000;
    private static final String KEY = Toast.class.getName() + " ";

    private Toast() {}

    public static void done(String text) {
        show(text, GOOD_NEWS_MS);
    }

    /** Good news that can be taken back for a while. */
    public static void undo(String text, String label, Runnable undo) {
        Notification notification = show(text, WITH_UNDO_MS);
        Button back = new Button(label, click -> {
            notification.close();
            undo.run();
        });
        back.setDisableOnClick(true);
        back.addThemeVariants(ButtonVariant.TERTIARY);
        notification.getChildren().findFirst().ifPresent(box -> ((Div) box).add(back));
    }

    /** What went wrong, what it means, what to do. */
    public static void failed(String text) {
        Notification notification = show(text, 0);
        onlyOne(notification, KEY + text);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.setAssertive(true);
        Button close = new Button(notification.getTranslation("toast.close"), click -> notification.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        notification.getChildren().findFirst().ifPresent(box -> ((Div) box).add(close));
    }

    /** The same bad news again is said again, and stands there once. */
    private static void onlyOne(Notification notification, String key) {
        UI ui = UI.getCurrent();
        if (ComponentUtil.getData(ui, key) instanceof Notification earlier) {
            earlier.close();
        }
        ComponentUtil.setData(ui, key, notification);
        notification.addOpenedChangeListener(change -> {
            if (!change.isOpened() && notification.equals(ComponentUtil.getData(ui, key))) {
                ComponentUtil.setData(ui, key, null);
            }
        });
    }

    private static Notification show(String text, int milliseconds) {
        Notification notification = new Notification();
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.setDuration(milliseconds);
        Div box = new Div(new Span(text));
        box.addClassName("toast");
        notification.add(box);
        notification.open();
        return notification;
    }
}
