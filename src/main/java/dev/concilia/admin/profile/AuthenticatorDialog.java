package dev.concilia.admin.profile;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.CopyButton;
import dev.concilia.admin.component.QrCode;
import dev.concilia.business.SecondFactor;
import java.util.function.Predicate;

/** What the authenticator app has to know, as a picture and as text, and the first code that shows that it knows. */
final class AuthenticatorDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    AuthenticatorDialog(SecondFactor.Setup setup, Predicate<String> confirm) {
        setHeaderTitle(getTranslation("factor.title"));
        setWidth("min(480px, 92vw)");
        setCloseOnOutsideClick(false);
        Span secret = new Span(setup.secret());
        secret.addClassNames("code", "secret");
        OrderedList steps = new OrderedList(
                new ListItem(getTranslation("factor.step.scan")), new ListItem(getTranslation("factor.step.type")));
        CodeField code = new CodeField();
        Div box = new Div(steps, new QrCode(setup.uri(), getTranslation("factor.qr")), secret, code);
        box.addClassName("enrol-box");
        add(box);
        Button done = new Button(getTranslation("factor.confirm"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickShortcut(Key.ENTER).listenOn(code);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (confirm.test(code.getValue())) {
                close();
            } else {
                code.refuse();
            }
        });
        CopyButton copy = new CopyButton(getTranslation("factor.copy"), setup.secret());
        copy.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(copy, new Button(getTranslation("confirm.cancel"), click -> close()), done);
        code.focus();
    }
}
