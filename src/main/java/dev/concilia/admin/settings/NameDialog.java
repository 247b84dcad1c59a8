package dev.concilia.admin.settings;

import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.FormDialog;
import java.util.function.Consumer;

/** Asks for a name. */
final class NameDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final TextField name;
    private final transient Consumer<String> save;

    /** {@code present} is the name so far; {@code save} gets the new one without blanks around it. */
    NameDialog(String title, String label, String present, Consumer<String> save) {
        this.save = save;
        name = new TextField(label);
        name.setMaxLength(LONGEST);
        name.setValue(present);
        name.setWidthFull();
        name.setAutofocus(true);
        form(title, getTranslation("dialog.save"), name);
        actOnEnter(name);
    }

    @Override
    protected boolean act() {
        if (!isFilled(name, getTranslation("settings.name.missing"))) {
            return false;
        }
        save.accept(name.getValue().strip());
        return true;
    }
}
