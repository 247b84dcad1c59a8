package dev.concilia.admin.component;

import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import java.util.Map;

/** A field for a password, the one that counts or a new one, in the reader's language. */
public final class PasswordInput extends PasswordField {
    private static final long serialVersionUID = 1L;

    private PasswordInput(String label, Autocomplete purpose) {
        super(label);
        setAutocomplete(purpose);
        setWidthFull();
        getElement().setPropertyMap("i18n", Map.of("reveal", getTranslation("setup.reveal")));
    }

    /** For the password that counts now. */
    public static PasswordInput current(String label) {
        return new PasswordInput(label, Autocomplete.CURRENT_PASSWORD);
    }

    /** For one that the person makes up. */
    public static PasswordInput wanted(String label) {
        return new PasswordInput(label, Autocomplete.NEW_PASSWORD);
    }
}
