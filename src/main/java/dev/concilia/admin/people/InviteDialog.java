package dev.concilia.admin.people;

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
import java.util.function.BiFunction;

/** Asks whom to invite, then shows the link. The link is shown once and nowhere else. */
final class InviteDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ADDRESS = 254;

    private final transient Dates dates;

    /** An invitation, and the link that it is accepted by. */
    record Sent(Invitations.Issued issued, String link) {}

    private InviteDialog(Dates dates) {
        this.dates = dates;
        setWidth("min(480px, 92vw)");
    }

    InviteDialog(Role giver, Dates dates, BiFunction<String, Role, Sent> invite) {
        this(dates);
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
                show(invite.apply(email.getValue(), role.getValue()));
            } catch (ProblemException e) {
                email.setErrorMessage(getTranslation(complaint(e)));
                email.setInvalid(true);
                email.focus();
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), next);
    }

    static InviteDialog showing(Sent sent, Dates dates) {
        InviteDialog dialog = new InviteDialog(dates);
        dialog.show(sent);
        return dialog;
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

    private void show(Sent sent) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(getTranslation("invite.link.title"));
        setCloseOnOutsideClick(false);
        Span link = new Span(sent.link());
        link.addClassNames("code", "secret");
        Paragraph what = new Paragraph(getTranslation(
                "invite.link.text",
                sent.issued().email(),
                getTranslation("role." + sent.issued().role()),
                dates.moment(sent.issued().expiresAt())));
        Paragraph once = new Paragraph(getTranslation("invite.link.once"));
        once.addClassName("muted");
        Div box = new Div(what, link, once);
        box.addClassName("dialog-form");
        add(box);
        Button close = new Button(getTranslation("dialog.close"), click -> close());
        CopyButton copy = new CopyButton(getTranslation("invite.copy"), sent.link());
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(close, copy);
        copy.focus();
    }
}
