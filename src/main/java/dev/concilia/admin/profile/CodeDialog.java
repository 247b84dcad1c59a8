package dev.concilia.admin.profile;

import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.FormDialog;
import java.util.function.Predicate;

/** Asks for a code of the authenticator app. */
final class CodeDialog extends FormDialog {
    private static final long serialVersionUID = 1L;

    private final CodeField code = new CodeField();
    private final transient Predicate<String> act;

    /** {@code act} says whether the code was right. */
    CodeDialog(String title, String text, Predicate<String> act) {
        this.act = act;
        code.setAutofocus(true);
        form(title, getTranslation("factor.confirm"), new Paragraph(text), code);
        actOnEnter(code);
    }

    @Override
    protected boolean act() {
        return act.test(code.getValue()) || refuse(code, getTranslation("code.wrong"));
    }
}
