package dev.concilia.admin.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.concilia.alert.Alerts;
import java.util.function.Consumer;

/** Says that somebody looks after an alert, with a note for the others if there is something to say. */
final class AcknowledgeDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    AcknowledgeDialog(String sentence, Consumer<String> done) {
        setHeaderTitle(getTranslation("alerts.ack.title"));
        setWidth("min(480px, 92vw)");
        TextArea note = new TextArea(getTranslation("alerts.ack.note"));
        note.setHelperText(getTranslation("alerts.ack.help"));
        note.setMaxLength(Alerts.LONGEST_NOTE);
        note.setWidthFull();
        note.setAutofocus(true);
        Paragraph what = new Paragraph(sentence);
        what.addClassName("muted");
        Div form = new Div(what, note);
        form.addClassName("dialog-form");
        add(form);
        Button save = new Button(getTranslation("alerts.ack.do"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            save.setEnabled(true);
            if (note.getValue().strip().length() > Alerts.LONGEST_NOTE) {
                note.setErrorMessage(getTranslation("alerts.ack.long", Alerts.LONGEST_NOTE));
                note.setInvalid(true);
                return;
            }
            done.accept(note.getValue());
            close();
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), save);
    }
}
