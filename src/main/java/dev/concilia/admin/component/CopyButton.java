package dev.concilia.admin.component;

import com.vaadin.flow.component.button.Button;

/** Puts a text on the clipboard. */
public final class CopyButton extends Button {
    private static final long serialVersionUID = 1L;

    /** {@code label}: the word on the button; {@code text}: what is copied. */
    public CopyButton(String label, String text) {
        super(label);
        addClickListener(click -> {
            getElement().executeJs("navigator.clipboard?.writeText($0)", text);
            Toast.done(getTranslation("copy.done"));
        });
    }
}
