package dev.concilia.admin.profile;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.function.Predicate;

/** Asks for a code of the authenticator app. */
final class CodeDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    /** {@code act} says whether the code was right; the dialog stays open until it was. */
    CodeDialog(String title, String text, Predicate<String> act) {
        setHeaderTitle(title);
        setWidth("min(420px, 92vw)");
        CodeField code = new CodeField();
        code.setAutofocus(true);
        Div form = new Div(new Paragraph(text), code);
        form.addClassName("dialog-form");
        add(form);
        Button done = new Button(getTranslation("factor.confirm"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickShortcut(Key.ENTER).listenOn(code);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (act.test(code.getValue())) {
                close();
            } else {
                code.refuse();
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }
}
