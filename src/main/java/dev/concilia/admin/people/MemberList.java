package dev.concilia.admin.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Business;
import dev.concilia.business.Members;
import dev.concilia.business.Members.Member;
import dev.concilia.business.Role;
import dev.concilia.kernel.UserId;
import java.util.List;
import java.util.Optional;

/** Everybody with a place in the business: role, second factor, and what may be done about it, or why not. */
final class MemberList extends Section {
    private static final long serialVersionUID = 1L;

    private final transient PeopleView.Source source;
    private final transient Session session;
    private final transient Business business;
    private final transient Dates dates;
    private final transient Runnable changed;
    private final transient UserId me;
    private final Role mine;
    private final MoreList<Member> list = new MoreList<>(this::item);
    private transient Members.Filter filter = new Members.Filter("", null);
    private int owners;

    MemberList(PeopleView.Source source, Session session, Role mine, Dates dates, Runnable changed) {
        this.source = source;
        this.session = session;
        this.business = session.business();
        this.me = session.user().orElseThrow().person().id();
        this.mine = mine;
        this.dates = dates;
        this.changed = changed;
        addClassName("card");
        H2 title = new H2(getTranslation("people.members"));
        add(title, list);
    }

    void show(Members.Filter asked) {
        filter = asked;
        owners = source.members().count(business.id()).owners();
        boolean all = asked.text().isEmpty() && asked.role() == null;
        list.show(
                (last, limit) -> source.members().page(business.id(), asked, last, limit),
                getTranslation(all ? "people.none" : "list.noneFound.text"));
    }

    private ListItem item(Member member) {
        Span name = new Span(name(member));
        name.addClassName("strong");
        Div first = new Div(name, tag("role." + member.role(), "info"));
        if (member.user().equals(me)) {
            first.add(tag("people.you", "idle"));
        }
        first.add(
                member.claimed()
                        ? tag(
                                member.twoFactors() ? "people.twoFactors" : "people.oneFactor",
                                member.twoFactors() ? "ok" : "idle")
                        : tag("people.unclaimed", "warn"));
        String since = dates.day(member.since());
        Span detail = new Span(
                member.name().isBlank()
                        ? getTranslation("people.since", since)
                        : getTranslation("people.detail", member.email(), since));
        RelativeTime seen = new RelativeTime(dates.zone());
        seen.show(member.lastSignIn());
        Div signIn = new Div(new Span(getTranslation("people.lastSignIn")), seen);
        for (Component muted : List.of(detail, signIn)) {
            muted.addClassName("muted");
        }
        Div words = new Div(first, detail, signIn);
        words.addClassName("key-words");
        ListItem item = new ListItem(words);
        item.addClassName("person");
        actions(member).ifPresent(item::add);
        return item;
    }

    /** What the person may do about a member; or in a sentence, why nothing. */
    private Optional<Component> actions(Member member) {
        boolean self = member.user().equals(me);
        boolean manager = mine == Role.OWNER || mine == Role.ADMIN;
        if (!manager && !self) {
            return Optional.empty();
        }
        if (member.role() == Role.OWNER && owners < 2 && (self || mine == Role.OWNER)) {
            return Optional.of(reason("people.reason.lastOwner"));
        }
        if (!self && !Members.mayManage(mine, member.role())) {
            return Optional.of(reason("people.reason.owner"));
        }
        Div buttons = new Div();
        buttons.addClassName("person-actions");
        if (manager && Members.mayManage(mine, member.role())) {
            Button change = new Button(getTranslation("people.changeRole"), click -> changeRole(member));
            change.setAriaLabel(getTranslation("people.changeRole.one", name(member)));
            change.addThemeVariants(ButtonVariant.TERTIARY);
            buttons.add(change);
        }
        Button remove = new Button(getTranslation(self ? "people.leave" : "people.remove"), click -> remove(member));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        if (!self) {
            remove.setAriaLabel(getTranslation("people.remove.one", name(member)));
        }
        buttons.add(remove);
        return Optional.of(buttons);
    }

    private void changeRole(Member member) {
        session.manager();
        new RoleDialog(getTranslation("people.changeRole.one", name(member)), mine, member.role(), role -> {
                    Actor actor = session.manager();
                    boolean stale = source.members()
                            .find(actor.business(), member.user())
                            .filter(now -> now.role() == member.role())
                            .isEmpty();
                    if (stale) {
                        Toast.failed(getTranslation("people.stale", name(member)));
                    } else {
                        source.members().changeRole(actor.business(), actor.user(), member.user(), role);
                        Toast.done(getTranslation("people.changed", name(member), getTranslation("role." + role)));
                    }
                    after(member);
                })
                .open();
    }

    private void remove(Member member) {
        boolean self = member.user().equals(me);
        Confirm.danger(
                getTranslation(
                        self ? "people.leave.title" : "people.remove.one", self ? business.name() : name(member)),
                getTranslation(self ? "people.leave.text" : "people.remove.text"),
                getTranslation(self ? "people.leave" : "people.remove"),
                () -> {
                    Actor actor = self ? session.actor(Role.values()) : session.manager();
                    source.members().remove(actor.business(), actor.user(), member.user());
                    if (!self) {
                        Toast.done(getTranslation("people.removed", name(member)));
                    }
                    after(member);
                });
    }

    /** The page of a person whose own role changed has to begin anew. */
    private void after(Member member) {
        if (member.user().equals(me)) {
            UI.getCurrent().getPage().setLocation(".");
        } else {
            show(filter);
            changed.run();
        }
    }

    private static String name(Member member) {
        return member.name().isBlank() ? member.email() : member.name();
    }

    private Span reason(String key) {
        Span reason = new Span(getTranslation(key));
        reason.addClassNames("muted", "person-reason");
        return reason;
    }

    private Span tag(String key, String tone) {
        Span tag = new Span(getTranslation(key));
        tag.addClassName("tag");
        tag.getElement().setAttribute("data-tone", tone);
        return tag;
    }
}
