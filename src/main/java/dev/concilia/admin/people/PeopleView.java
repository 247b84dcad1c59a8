package dev.concilia.admin.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.InvitationMail;
import dev.concilia.business.AccessTokens;
import dev.concilia.business.HubAddress;
import dev.concilia.business.Invitations;
import dev.concilia.business.Members;
import dev.concilia.business.Role;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may do what in the business: members, invitations, and the tokens of programs that act for them. */
@Route(value = "users", layout = MainLayout.class)
@Menu(title = "nav.users", order = 100, icon = "people")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class PeopleView extends Page {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private transient @Nullable Parts parts;

    /** Where the page's people and tokens are. */
    @Component
    record Source(
            Members members,
            Invitations invitations,
            InvitationMail mail,
            AlertTexts texts,
            AccessTokens tokens,
            HubAddress address,
            Clock clock) {
        /** The link to send to who was invited, as people reach the hub. */
        String link(Invitations.Issued issued) {
            URI asked =
                    URI.create(VaadinServletRequest.getCurrent().getRequestURL().toString());
            return issued.link(address.origin(asked));
        }
    }

    private record Parts(FilterBar filters, MemberList members, InvitationList invitations) {}

    PeopleView(Session session, Source source) {
        super(session, "people.title");
        this.source = source;
    }

    @Override
    protected void build() {
        Role mine = session().membership().role();
        FilterBar filters = new FilterBar()
                .text("q", getTranslation("people.search"))
                .choice("role", getTranslation("people.role"), getTranslation("people.anyRole"), roles());
        MemberList members = new MemberList(source, session(), mine, dates(), this::count);
        InvitationList invitations = new InvitationList(source, session(), mine, dates(), this::count);
        parts = new Parts(filters, members, invitations);
        if (isManager()) {
            Button invite = new Button(getTranslation("people.invite"), click -> invitations.invite());
            invite.addThemeVariants(ButtonVariant.PRIMARY);
            heading(invite);
        } else {
            heading();
        }
        Div columns = new Div(invitations, new TokenList(source, session(), dates()));
        columns.addClassName("columns");
        add(filters, members, columns);
    }

    @Override
    protected void show(QueryParameters asked) {
        Parts there = parts;
        if (there != null) {
            there.filters.read(asked);
            there.members.show(
                    new Members.Filter(there.filters.value("q").orElse(""), role(there.filters.value("role"))));
            count();
        }
    }

    /** The page's answer. */
    private void count() {
        Members.Count count = source.members.count(business().id());
        int waiting = parts == null ? 0 : parts.invitations.waiting();
        say(getTranslation("people.answer", count.all()), getTranslation("people.rest", count.owners(), waiting));
    }

    private List<FilterBar.Option> roles() {
        return Arrays.stream(Role.values())
                .map(role -> new FilterBar.Option(role.name(), getTranslation("role." + role)))
                .toList();
    }

    private static @Nullable Role role(Optional<String> name) {
        return name.flatMap(asked -> Arrays.stream(Role.values())
                        .filter(role -> role.name().equals(asked))
                        .findFirst())
                .orElse(null);
    }
}
