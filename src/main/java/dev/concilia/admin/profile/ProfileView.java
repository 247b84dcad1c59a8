package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Account;
import dev.concilia.business.HubUser;
import dev.concilia.business.Passkeys;
import dev.concilia.business.SecondFactor;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import jakarta.annotation.security.PermitAll;
import org.springframework.stereotype.Component;

/** A person's own account: name, language, password, second factor, passkeys, sign-ins. Open to every role. */
@Route(value = "profile", layout = MainLayout.class)
@PermitAll
public class ProfileView extends Page {
    private static final long serialVersionUID = 1L;

    private final transient Source source;

    /** What the cards of the page work with. */
    @Component
    record Source(Session session, Account account, SecondFactor secondFactor, Passkeys passkeys) {
        /** Who is signed in now: asked anew by every action. */
        HubUser user() {
            return session.user().orElseThrow(() -> new ProblemException(ProblemCode.FORBIDDEN));
        }

        UserId id() {
            return user().person().id();
        }
    }

    ProfileView(Session session, Source source) {
        super(session, "profile.title");
        this.source = source;
    }

    @Override
    protected void build() {
        say(getTranslation("profile.title"), getTranslation("profile.rest"));
        heading();
        Div columns = new Div(
                new AboutCard(source),
                new PasswordCard(source),
                new SecondFactorCard(source),
                new PasskeysCard(source, dates()),
                signIns());
        columns.addClassName("columns");
        add(columns);
    }

    private Section signIns() {
        Paragraph text = new Paragraph(getTranslation("profile.signIns.text"));
        text.addClassName("muted");
        Button out = new Button(
                getTranslation("profile.signOutEverywhere"),
                click -> Confirm.ask(
                        getTranslation("profile.signOutEverywhere.title"),
                        getTranslation("profile.signIns.text"),
                        getTranslation("profile.signOutEverywhere"),
                        () -> {
                            source.account().signOutEverywhere(source.id());
                            source.session().signOut();
                        }));
        out.addClassName("card-action");
        RelativeTime last = new RelativeTime(dates().zone());
        last.show(source.account().profile(source.id()).lastSignIn());
        Div lastSignIn = new Div(new Span(getTranslation("people.lastSignIn")), last);
        lastSignIn.addClassName("last-sign-in");
        Section card = new Section(new H2(getTranslation("profile.signIns")), lastSignIn, text, out);
        card.addClassName("card");
        return card;
    }
}
