package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;

/**
 * A form in a dialog, with a button that acts and one that leaves. A double click acts once. The dialog stays open, with
 * all that was typed, until the action says that it was done; also where it throws.
 */
public abstract class FormDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final ActButton done = new ActButton("", this::run);
    private final Div notice = new Div();

    protected FormDialog() {
        setWidth("min(480px, 92vw)");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        notice.addClassName("form-notice");
        notice.getElement().setAttribute("role", "alert");
        notice.setVisible(false);
        add(notice);
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }

    /** Does what the button says; true where it was done and the dialog closes. */
    protected abstract boolean act();

    private void run() {
        if (act()) {
            close();
        }
    }

    /** The fields, one below the other; {@code action} is the word on the button that acts. */
    protected final void form(String title, String action, Component... fields) {
        setHeaderTitle(title);
        done.setText(action);
        Div form = new Div(fields);
        form.addClassName("dialog-form");
        add(form);
    }

    /** Enter in this field acts. */
    protected final void actOnEnter(Component field) {
        done.addClickShortcut(Key.ENTER).listenOn(field);
    }

    protected static Paragraph muted(String text) {
        Paragraph paragraph = new Paragraph(text);
        paragraph.addClassName("muted");
        return paragraph;
    }

    /**
     * Says that somebody else has saved meanwhile; {@link SavedMeanwhile} says what, at each field. False, for {@link
     * #act}: the dialog stays, and with it what was typed.
     */
    protected final boolean overtaken() {
        notice.setText(getTranslation("form.overtaken"));
        notice.setVisible(true);
        return false;
    }

    /** Says at the field what is wrong with it, and leads there; false, for {@link #act}. */
    protected static <F extends Component & HasValidation & Focusable<?>> boolean refuse(F field, String reason) {
        field.setErrorMessage(reason);
        field.setInvalid(true);
        field.focus();
        return false;
    }

    /** Whether there is something in the field; if not, says so at it. */
    protected static boolean isFilled(TextField field, String reason) {
        field.setInvalid(false);
        return !field.getValue().isBlank() || refuse(field, reason);
    }
}
