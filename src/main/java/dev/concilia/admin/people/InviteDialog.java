package dev.concilia.admin.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.EmailField;
import dev.concilia.admin.component.CopyButton;
import dev.concilia.admin.component.Dates;
import dev.concilia.business.Invitations;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.function.BiConsumer;

/** Asks whom to invite, then says that the link was sent; or shows it, once and nowhere else. */
final class InviteDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ADDRESS = 254;

    private final transient Dates dates;

    InviteDialog(Dates dates) {
        this.dates = dates;
        setWidth("min(480px, 92vw)");
    }

    void ask(Role giver, BiConsumer<String, Role> invite) {
        setHeaderTitle(getTranslation("invite.title"));
        EmailField email = new EmailField(getTranslation("people.email"));
        email.setMaxLength(LONGEST_ADDRESS);
        email.setRequiredIndicatorVisible(true);
        email.setWidthFull();
        email.setAutofocus(true);
        RoleChoice role = new RoleChoice(giver, Role.STAFF);
        Div form = new Div(email, role);
        form.addClassName("dialog-form");
        add(form);
        Button next = new Button(getTranslation("invite.next"));
        next.addThemeVariants(ButtonVariant.PRIMARY);
        next.setDisableOnClick(true);
        next.addClickListener(click -> {
            next.setEnabled(true);
            try {
                invite.accept(email.getValue(), role.getValue());
            } catch (ProblemException e) {
                email.setErrorMessage(getTranslation(complaint(e)));
                email.setInvalid(true);
                email.focus();
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), next);
    }

    private static String complaint(ProblemException problem) {
        if (problem.code() == ProblemCode.VALIDATION_FAILED) {
            return "setup.invalid.email";
        }
        if (problem.code() == ProblemCode.ALREADY_EXISTS) {
            return "invite.member";
        }
        throw problem;
    }

    /** While the mail server has the word. */
    void showSending(Invitations.Issued issued) {
        Paragraph sending = new Paragraph(getTranslation("invite.sending", issued.email()));
        sending.getElement().setAttribute("role", "status");
        show("invite.sending.title", sending);
        getFooter().add(new Button(getTranslation("dialog.close"), click -> close()));
    }

    void showSent(Invitations.Issued issued) {
        Paragraph sent = new Paragraph(getTranslation("invite.sent", issued.email(), dates.moment(issued.expiresAt())));
        sent.getElement().setAttribute("role", "status");
        show("invite.sent.title", sent, muted("invite.sent.help"));
        Button close = new Button(getTranslation("dialog.close"), click -> close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(close);
        close.focus();
    }

    /** {@code failure}: why it was not sent by e-mail; empty where nobody tried. */
    void showLink(Invitations.Issued issued, String address, String failure) {
        Paragraph why = new Paragraph(failure);
        why.addClassName("warning-text");
        why.setVisible(!failure.isEmpty());
        Paragraph what = new Paragraph(getTranslation(
                "invite.link.text",
                issued.email(),
                getTranslation("role." + issued.role()),
                dates.moment(issued.expiresAt())));
        Span link = new Span(address);
        link.addClassNames("code", "secret");
        show("invite.link.title", why, what, link, muted("invite.link.once"));
        setCloseOnOutsideClick(false);
        CopyButton copy = new CopyButton(getTranslation("invite.copy"), address, link);
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(getTranslation("dialog.close"), click -> close()), copy);
        copy.focus();
    }

    private void show(String title, Component... content) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(getTranslation(title));
        Div box = new Div(content);
        box.addClassName("dialog-form");
        add(box);
    }

    private Paragraph muted(String key) {
        Paragraph text = new Paragraph(getTranslation(key));
        text.addClassName("muted");
        return text;
    }
}
