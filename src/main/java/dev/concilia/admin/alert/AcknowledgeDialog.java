package dev.concilia.admin.alert;

import com.vaadin.flow.component.textfield.TextArea;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.alert.Alerts;
import java.util.function.Consumer;

/** Says that somebody looks after an alert, with a note for the others if there is something to say. */
final class AcknowledgeDialog extends FormDialog {
    private static final long serialVersionUID = 1L;

    private final TextArea note = new TextArea(getTranslation("alerts.ack.note"));
    private final transient Consumer<String> done;

    AcknowledgeDialog(String sentence, Consumer<String> done) {
        this.done = done;
        note.setHelperText(getTranslation("alerts.ack.help"));
        note.setMaxLength(Alerts.LONGEST_NOTE);
        note.setWidthFull();
        note.setAutofocus(true);
        form(getTranslation("alerts.ack.title"), getTranslation("alerts.ack.do"), muted(sentence), note);
    }

    @Override
    protected boolean act() {
        if (note.getValue().strip().length() > Alerts.LONGEST_NOTE) {
            return refuse(note, getTranslation("alerts.ack.long", Alerts.LONGEST_NOTE));
        }
        done.accept(note.getValue());
        return true;
    }
}
