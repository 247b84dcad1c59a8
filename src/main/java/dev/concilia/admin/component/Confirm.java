package dev.concilia.admin.component;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks before what cannot easily be taken back. */
public final class Confirm {
    private Confirm() {}

    /** {@code action} is the word on the button, such as "Revoke key"; {@code run} happens once at most. */
    public static void ask(String title, String text, String action, Runnable run) {
        ConfirmDialog dialog = dialog(title, text, action, run);
        dialog.setConfirmButtonTheme("primary");
        dialog.open();
    }

    /** As {@link #ask}, for what destroys something. */
    public static void danger(String title, String text, String action, Runnable run) {
        ConfirmDialog dialog = dialog(title, text, action, run);
        dialog.setConfirmButtonTheme("primary error");
        dialog.open();
    }

    private static ConfirmDialog dialog(String title, String text, String action, Runnable run) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(title);
        dialog.setText(text);
        dialog.setConfirmText(action);
        dialog.setCancelable(true);
        dialog.setCancelText(dialog.getTranslation("confirm.cancel"));
        dialog.addConfirmListener(confirm -> run.run());
        return dialog;
    }
}
