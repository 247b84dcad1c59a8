package dev.concilia.admin.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** Shows a secret the one time that it can be seen. It goes with a button only, not by a click beside it or a key. */
public final class KeyDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    public KeyDialog(String title, String secret) {
        setHeaderTitle(title);
        setWidth("min(480px, 92vw)");
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        Span text = new Span(secret);
        text.addClassNames("code", "secret");
        Div box = new Div(new Paragraph(getTranslation("secret.once")), text);
        box.addClassName("dialog-form");
        add(box);
        Button close = new Button(getTranslation("secret.stored"), click -> close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new CopyButton(getTranslation("secret.copy"), secret, text), close);
    }
}
