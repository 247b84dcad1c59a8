package dev.concilia.admin.entry;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.HubUser;
import dev.concilia.business.Invitations;
import dev.concilia.business.Invitations.Acceptance;
import dev.concilia.business.Invitations.Offer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * What a one-time link leads to. Somebody new chooses a name and a password; who has an account signs in and comes back here.
 */
@Route("invitation")
@AnonymousAllowed
public class InvitationView extends EntryPage implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final String AFTER_SIGN_IN = "SPRING_SECURITY_SAVED_REQUEST"; // of Spring's session request cache

    private final transient Invitations invitations;
    private final transient Session session;
    private final InvitationForm form;
    private String code = "";
    private transient Optional<Offer> offer = Optional.empty();

    InvitationView(Invitations invitations, Session session) {
        super("invitation.title");
        this.invitations = invitations;
        this.session = session;
        this.form = new InvitationForm(this::join);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        code = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("code")
                .orElse("");
        offer = invitations.find(code);
        show();
    }

    @Override
    void show() {
        form.translate();
        setClassName("wide", false);
        if (offer.isEmpty()) {
            over();
            return;
        }
        Offer there = offer.get();
        H1 title = new H1(getTranslation("invitation.answer", there.businessName()));
        Paragraph lead =
                new Paragraph(getTranslation("invitation.lead", there.email(), getTranslation("role." + there.role())));
        lead.addClassName("muted");
        Optional<HubUser> user = session.user();
        boolean theirs = user.filter(u -> u.person().email().equalsIgnoreCase(there.email()))
                .isPresent();
        if (theirs) {
            fill(title, lead, button("invitation.accept", this::accept));
        } else if (user.isPresent()) {
            Paragraph other = new Paragraph(
                    getTranslation("invitation.other", user.get().person().email()));
            fill(title, lead, other, button("user.signOut", session::signOut));
        } else if (there.account()) {
            Paragraph how = new Paragraph(getTranslation("invitation.account"));
            fill(title, lead, how, button("invitation.signIn", this::signIn));
        } else {
            form.showEmail(there.email());
            fill(title, lead, form);
        }
    }

    private void over() {
        Anchor login = new Anchor("login", getTranslation("login.submit"));
        login.addClassName("button-link");
        fill(new H1(getTranslation("invitation.over")), new Paragraph(getTranslation("invitation.over.text")), login);
    }

    private Button button(String key, Runnable action) {
        Button button = new Button(getTranslation(key));
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setDisableOnClick(true);
        button.addClickListener(click -> {
            button.setEnabled(true);
            action.run();
        });
        return button;
    }

    /** To the login, and from there back to this link. */
    private void signIn() {
        String back = "/invitation?code=" + URLEncoder.encode(code, StandardCharsets.UTF_8);
        VaadinSession.getCurrent().getSession().setAttribute(AFTER_SIGN_IN, new SimpleSavedRequest(back));
        go("login");
    }

    private void accept() {
        HubUser user = session.user().orElseThrow();
        if (invitations.accept(code, user.person().id()) instanceof Acceptance.Joined joined) {
            session.choose(joined.business());
        } else {
            offer = Optional.empty();
            show();
        }
    }

    private void join(InvitationForm.Answers answers) {
        switch (invitations.acceptNew(code, answers.name(), answers.password())) {
            case Acceptance.Joined joined -> go("login?joined");
            case Acceptance.SignInFirst first -> {
                offer = invitations.find(code); // the account has got a password meanwhile
                form.open();
                show();
            }
            case Acceptance.Over gone -> {
                offer = Optional.empty();
                show();
            }
        }
    }

    private void go(String place) {
        getUI().ifPresent(ui -> ui.getPage().setLocation(place));
    }
}
