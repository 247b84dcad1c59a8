package dev.concilia.admin.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.PageSource;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Business;
import dev.concilia.business.Invitations;
import dev.concilia.business.Members;
import dev.concilia.business.Role;
import java.time.Instant;
import java.util.List;

/** Invitations that nobody has accepted yet. */
final class InvitationList extends Section {
    private static final long serialVersionUID = 1L;

    private final transient PeopleView.Source source;
    private final transient Session session;
    private final transient Business business;
    private final transient Dates dates;
    private final transient Runnable changed;
    private final Role mine;
    private final MoreList<Invitations.Open> list = new MoreList<>(this::item);
    private int waiting;

    InvitationList(PeopleView.Source source, Session session, Role mine, Dates dates, Runnable changed) {
        this.source = source;
        this.session = session;
        this.business = session.business();
        this.mine = mine;
        this.dates = dates;
        this.changed = changed;
        addClassName("card");
        Paragraph rule = new Paragraph(getTranslation("invite.rule", Invitations.LIFE.toDays()));
        rule.addClassName("muted");
        add(new H2(getTranslation("invite.list")), rule, list);
        show();
    }

    /** How many are open. */
    int waiting() {
        return waiting;
    }

    void invite() {
        session.manager();
        InviteDialog dialog = new InviteDialog(dates);
        dialog.ask(mine, (email, role) -> {
            Actor actor = session.manager();
            send(source.invitations().invite(actor.business(), actor.user(), email, role), dialog);
        });
        dialog.open();
    }

    private void show() {
        List<Invitations.Open> open = source.invitations().list(business.id());
        waiting = open.size();
        list.show(PageSource.over(() -> open), getTranslation("invite.none"));
    }

    /** By e-mail, beside the page; what did not leave that way is for the person to pass on. */
    private void send(Invitations.Issued issued, InviteDialog dialog) {
        show();
        changed.run();
        String link = source.link(issued);
        if (!source.mail().isOn()) {
            dialog.showLink(issued, link, "");
            return;
        }
        dialog.showSending(issued);
        Background.run(
                this,
                () -> source.mail().send(business.id(), issued),
                failure -> failure.ifPresentOrElse(
                        why -> {
                            dialog.showLink(issued, link, source.texts().failure(why, getLocale()));
                            dialog.open(); // the link is seen only here
                        },
                        () -> dialog.showSent(issued)));
    }

    private ListItem item(Invitations.Open invitation) {
        Instant now = source.clock().instant();
        boolean expired = !invitation.expiresAt().isAfter(now);
        Span email = new Span(invitation.email());
        email.addClassNames("strong", "anywhere");
        Span state = new Span(getTranslation(expired ? "key.expired" : "role." + invitation.role()));
        state.addClassName("tag");
        state.getElement().setAttribute("data-tone", expired ? "bad" : "info");
        Span detail = new Span(getTranslation(
                expired ? "invite.expired" : "invite.until",
                dates.moment(invitation.expiresAt()),
                dates.day(invitation.createdAt())));
        detail.addClassName("muted");
        Div words = new Div(new Div(email, state), detail);
        words.addClassName("key-words");
        ListItem item = new ListItem(words);
        item.addClassName("person");
        if (session.isManager() && Members.mayManage(mine, invitation.role())) {
            item.add(buttons(invitation));
        }
        return item;
    }

    private Div buttons(Invitations.Open invitation) {
        Button resend = new Button(getTranslation("invite.resend"), click -> resend(invitation));
        resend.setAriaLabel(getTranslation("invite.resend.one", invitation.email()));
        resend.addThemeVariants(ButtonVariant.TERTIARY);
        Button withdraw = new Button(getTranslation("invite.withdraw"), click -> withdraw(invitation));
        withdraw.setAriaLabel(getTranslation("invite.withdraw.one", invitation.email()));
        withdraw.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div buttons = new Div(resend, withdraw);
        buttons.addClassName("person-actions");
        return buttons;
    }

    private void resend(Invitations.Open invitation) {
        Actor actor = session.manager();
        InviteDialog dialog = new InviteDialog(dates);
        send(source.invitations().resend(actor.business(), actor.user(), invitation.id()), dialog);
        dialog.open();
    }

    private void withdraw(Invitations.Open invitation) {
        Confirm.danger(
                getTranslation("invite.withdraw.one", invitation.email()),
                getTranslation("invite.withdraw.text"),
                getTranslation("invite.withdraw"),
                () -> {
                    Actor actor = session.manager();
                    source.invitations().withdraw(actor.business(), actor.user(), invitation.id());
                    show();
                    changed.run();
                    Toast.done(getTranslation("invite.withdrawn"));
                });
    }
}
