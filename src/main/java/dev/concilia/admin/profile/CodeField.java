package dev.concilia.admin.profile;

import com.vaadin.flow.component.textfield.TextField;

/** Where the code of an authenticator app is typed. */
final class CodeField extends TextField {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 32;

    CodeField() {
        super();
        setLabel(getTranslation("code.field"));
        setMaxLength(LONGEST);
        setWidthFull();
        getElement().setAttribute("autocomplete", "one-time-code");
        addClassName("code-input");
    }
}
