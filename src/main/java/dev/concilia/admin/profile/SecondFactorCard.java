package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Toast;
import dev.concilia.business.Proof;
import dev.concilia.business.SecondFactor;
import dev.concilia.kernel.UserId;
import java.util.List;
import java.util.Optional;

/** The code of an authenticator app that sign-in asks for: on, off, and the recovery codes. */
final class SecondFactorCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final int FEW = 3;

    private final transient ProfileView.Source source;
    private final transient SecondFactor factor;
    private final Div body = new Div();

    SecondFactorCard(ProfileView.Source source) {
        this.source = source;
        this.factor = source.secondFactor();
        addClassName("card");
        body.addClassName("dialog-form");
        add(new H2(getTranslation("factor.title")), body);
        show();
    }

    private void show() {
        UserId user = source.id();
        boolean on = factor.isOn(user);
        Span state = new Span(getTranslation(on ? "factor.on" : "factor.off"));
        state.addClassName("tag");
        state.getElement().setAttribute("data-tone", on ? "ok" : "idle");
        Paragraph text = new Paragraph(getTranslation(on ? "factor.on.text" : "factor.off.text"));
        text.addClassName("muted");
        body.removeAll();
        body.add(new Div(state), text, on ? whenOn(user) : whenOff());
    }

    private Div whenOff() {
        Button on = new Button(getTranslation("factor.turnOn"), click -> begin());
        on.setDisableOnClick(true);
        return buttons(on);
    }

    private Div whenOn(UserId user) {
        int left = factor.recoveryCodesLeft(user);
        Paragraph codes = new Paragraph(getTranslation("factor.codesLeft", left));
        codes.setClassName("warning-text", left < FEW);
        Button renew = new Button(getTranslation("factor.newCodes"), click -> renew());
        Button off = new Button(getTranslation("factor.turnOff"), click -> turnOff());
        off.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div box = new Div(codes, buttons(off, renew));
        box.addClassName("dialog-form");
        return box;
    }

    private static Div buttons(Button... buttons) {
        Div bar = new Div(buttons);
        bar.addClassNames("actions", "card-action");
        return bar;
    }

    private void begin() {
        show();
        new AuthenticatorDialog(factor.begin(source.id()), code -> {
                    Optional<List<String>> codes = factor.confirm(source.id(), code);
                    codes.ifPresent(this::recovered);
                    return codes.isPresent();
                })
                .open();
    }

    private void renew() {
        new CodeDialog(getTranslation("factor.newCodes"), getTranslation("factor.newCodes.text"), code -> {
                    Optional<List<String>> codes = factor.renewRecoveryCodes(source.id(), code);
                    codes.ifPresent(this::recovered);
                    return codes.isPresent();
                })
                .open();
    }

    private void recovered(List<String> codes) {
        show();
        new RecoveryCodesDialog(codes).open();
    }

    private void turnOff() {
        new PasswordDialog(
                        getTranslation("factor.turnOff"),
                        getTranslation("factor.turnOff.text"),
                        getTranslation("factor.turnOff"),
                        password -> {
                            Proof proof = factor.turnOff(source.id(), password);
                            if (proof instanceof Proof.Accepted) {
                                show();
                                Toast.done(getTranslation("factor.turnedOff"));
                            }
                            return proof;
                        })
                .open();
    }
}
