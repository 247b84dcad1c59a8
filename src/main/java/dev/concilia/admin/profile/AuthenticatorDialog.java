package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.CopyButton;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.admin.component.QrCode;
import dev.concilia.business.SecondFactor;
import java.util.function.Predicate;

/** What the authenticator app has to know, as a picture and as text, and the first code that shows that it knows. */
final class AuthenticatorDialog extends FormDialog {
    private static final long serialVersionUID = 1L;

    private final CodeField code = new CodeField();
    private final transient Predicate<String> confirm;

    AuthenticatorDialog(SecondFactor.Setup setup, Predicate<String> confirm) {
        this.confirm = confirm;
        setCloseOnOutsideClick(false);
        Span secret = new Span(setup.secret());
        secret.addClassNames("code", "secret");
        OrderedList steps = new OrderedList(
                new ListItem(getTranslation("factor.step.scan")), new ListItem(getTranslation("factor.step.type")));
        Div box = new Div(steps, new QrCode(setup.uri(), getTranslation("factor.qr")), secret, code);
        box.addClassName("enrol-box");
        form(getTranslation("factor.title"), getTranslation("factor.confirm"), box);
        actOnEnter(code);
        CopyButton copy = new CopyButton(getTranslation("factor.copy"), setup.secret(), secret);
        copy.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().addComponentAsFirst(copy);
        code.focus();
    }

    @Override
    protected boolean act() {
        return confirm.test(code.getValue()) || refuse(code, getTranslation("code.wrong"));
    }
}
