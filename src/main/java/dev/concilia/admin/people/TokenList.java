package dev.concilia.admin.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.KeyDialog;
import dev.concilia.admin.component.PageSource;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.AccessTokens;
import dev.concilia.business.Business;
import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.util.List;

/** Tokens of programs that act for a person: one's own, and for owners those of all. */
final class TokenList extends Section {
    private static final long serialVersionUID = 1L;

    private final transient PeopleView.Source source;
    private final transient Session session;
    private final transient Business business;
    private final transient Dates dates;
    private final transient UserId me;
    private final MoreList<AccessTokens.Token> list = new MoreList<>(this::item);

    TokenList(PeopleView.Source source, Session session, Dates dates) {
        this.source = source;
        this.session = session;
        this.business = session.business();
        this.dates = dates;
        this.me = session.user().orElseThrow().person().id();
        addClassName("card");
        Div bar = new Div(new H2(getTranslation("token.list")));
        bar.addClassName("list-head");
        if (session.isManager()) {
            bar.add(new Button(getTranslation("token.new"), click -> make()));
        }
        Paragraph rule = new Paragraph(getTranslation("token.rule"));
        rule.addClassName("muted");
        add(bar, rule, list);
        show();
    }

    private void show() {
        List<AccessTokens.Token> tokens = source.tokens().list(business.id(), me);
        list.show(PageSource.over(() -> tokens), getTranslation("token.none"));
    }

    private ListItem item(AccessTokens.Token token) {
        Instant now = source.clock().instant();
        boolean ended = token.revokedAt() != null;
        boolean expired = token.expiresAt() != null && !token.expiresAt().isAfter(now);
        Span name = new Span(token.name());
        name.addClassNames("strong", "anywhere");
        Span state = new Span(getTranslation(ended ? "token.revoked" : expired ? "token.expired" : "token.valid"));
        state.addClassName("tag");
        state.getElement().setAttribute("data-tone", ended ? "idle" : expired ? "bad" : "ok");
        String whose = token.user().equals(me) ? getTranslation("token.mine") : token.email();
        String since = dates.day(token.createdAt());
        Span detail = new Span(
                token.expiresAt() == null
                        ? getTranslation("token.endless", whose, since)
                        : getTranslation("token.detail", whose, since, dates.day(token.expiresAt())));
        detail.addClassNames("muted", "anywhere");
        Div words = new Div(new Div(name, state), detail);
        words.addClassName("key-words");
        ListItem item = new ListItem(words);
        item.addClassName("person");
        if (!ended && session.isManager()) {
            Button revoke = new Button(getTranslation("token.revoke"), click -> revoke(token));
            revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
            revoke.setAriaLabel(getTranslation("token.revoke.one", token.name()));
            item.add(revoke);
        }
        return item;
    }

    private void make() {
        session.manager();
        new TokenDialog((name, life) -> {
                    Actor actor = session.manager();
                    AccessTokens.IssuedToken token = source.tokens().create(actor.business(), actor.user(), name, life);
                    show();
                    new KeyDialog(getTranslation("token.new.title"), token.text()).open();
                })
                .open();
    }

    private void revoke(AccessTokens.Token token) {
        Confirm.danger(
                getTranslation("token.revoke.one", token.name()),
                getTranslation("token.revoke.text"),
                getTranslation("token.revoke"),
                () -> {
                    Actor actor = session.manager();
                    source.tokens().revoke(actor.business(), actor.user(), token.id());
                    show();
                    Toast.done(getTranslation("token.revoke.done"));
                });
    }
}
