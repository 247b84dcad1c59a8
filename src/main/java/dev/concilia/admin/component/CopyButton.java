package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;

/** Puts a text on the clipboard, and says so only where it got there. */
public final class CopyButton extends Button {
    private static final long serialVersionUID = 1L;
    /** Without https there is no clipboard to write to; the browser's own command may still copy what is selected. */
    private static final String COPY = """
            const byHand = () => {
              getSelection().selectAllChildren($1);
              try { return document.execCommand("copy"); } catch { return false; }
            };
            return navigator.clipboard ? navigator.clipboard.writeText($0).then(() => true, byHand) : byHand();
            """;

    /**
     * @param label the word on the button
     * @param text what is copied
     * @param shown where the text stands on the page: it is selected if the person has to copy it by hand
     */
    public CopyButton(String label, String text, Component shown) {
        super(label);
        addClickListener(click -> getElement().executeJs(COPY, text, shown).then(Boolean.class, this::say));
    }

    private void say(boolean isCopied) {
        if (isCopied) {
            Toast.done(getTranslation("copy.done"));
        } else {
            Toast.failed(getTranslation("copy.byHand"));
        }
    }
}
