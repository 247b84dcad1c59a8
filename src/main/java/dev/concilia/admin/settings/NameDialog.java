package dev.concilia.admin.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;

/** Asks for one name. */
final class NameDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    NameDialog(String title, String label, String present, Consumer<String> save) {
        setHeaderTitle(title);
        setWidth("min(420px, 92vw)");
        TextField name = new TextField(label);
        name.setMaxLength(LONGEST);
        name.setValue(present);
        name.setWidthFull();
        name.setAutofocus(true);
        add(name);
        Button done = new Button(getTranslation("dialog.save"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (name.getValue().isBlank()) {
                name.setErrorMessage(getTranslation("settings.name.missing"));
                name.setInvalid(true);
                return;
            }
            save.accept(name.getValue().strip());
            close();
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }
}
