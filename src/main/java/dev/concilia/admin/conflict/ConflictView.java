package dev.concilia.admin.conflict;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Failures;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview.Place;
import dev.concilia.sync.ConflictReview.Story;
import dev.concilia.sync.ConflictReview.Watched;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conflict: what each side wants, and the decision. While it is open on the screen it may be settled by somebody
 * else, or its record may change: the page says so at once, and what was typed stays.
 */
@Route(value = "conflicts/:id", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class ConflictView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final Set<ProblemCode> OVERTAKEN =
            Set.of(ProblemCode.ALREADY_RESOLVED, ProblemCode.VERSION_CONFLICT);

    private final transient ConflictDesk desk;
    private final transient Settling settling;
    private final transient ConflictFeed feed;
    private final Nav crumbs = new Nav();
    private final Div notice = new Div();
    private final Div body = new Div();
    private transient ConflictQuery query = ConflictQuery.ALL;
    private transient @Nullable Draft draft;
    private transient @Nullable FieldCards cards;
    private transient @Nullable DecisionBar bar;
    private transient @Nullable Names names;
    private boolean goesOn;
    private volatile @Nullable UUID shown;

    ConflictView(Session session, ConflictDesk desk, Settling settling, ConflictFeed feed) {
        super(session, "conflict.one");
        this.desk = desk;
        this.settling = settling;
        this.feed = feed;
        addClassName("conflict");
        crumbs.addClassName("crumbs");
        notice.addClassName("notice");
        notice.getElement().setAttribute("role", "alert");
        body.addClassName("conflict-body");
    }

    /** Malformed, unknown and other businesses' ids are the same: not there. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Story story = event.getRouteParameters()
                .get("id")
                .flatMap(ConflictQuery::id)
                .flatMap(id -> desk.story(business().id(), id))
                .orElseThrow(NotFoundException::new);
        shown = story.conflict().id();
        draft = new Draft(story);
        say("");
    }

    @Override
    protected void build() {
        crumbs.getElement().setAttribute("aria-label", getTranslation("conflict.crumbs"));
        add(crumbs);
        heading();
        add(notice, body, ConflictKeys.build(this::getTranslation));
    }

    @Override
    protected void show(QueryParameters asked) {
        query = ConflictQuery.of(asked, desk.catalog());
        render();
        if (goesOn && bar != null) {
            Objects.requireNonNull(cards).focus();
        }
        goesOn = false;
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        UI ui = attach.getUI();
        feed.watch(this, ui, business().id(), () -> Optional.ofNullable(shown), this::changed);
    }

    private Draft draft() {
        return Objects.requireNonNull(draft);
    }

    private void render() {
        Draft now = draft();
        Story story = now.story();
        Conflict conflict = story.conflict();
        Names said = desk.names(words(desk.catalog()), business().id(), Names.Fixed.of(this), story);
        names = said;
        Place place = desk.place(business().id(), query.open(business().timezone()), conflict.id());
        crumbs(said, conflict, place);
        say(said.record(conflict, story.record()), StoryWords.of(this, said, dates(), story));
        boolean isAsked = conflict.state() == Conflict.State.OPEN && session().isManager();
        FieldCards fields = new FieldCards(now, said, desk.catalog(), dates(), isAsked, () -> {
            if (bar != null) {
                bar.show();
            }
        });
        cards = fields;
        body.removeAll();
        body.add(fields);
        String next = place.next() == null ? null : address(place.next());
        bar = isAsked ? new DecisionBar(now, said, next, fields::chooseAll, this::save) : null;
        Runnable undo = session().isManager() ? () -> takeBack(conflict.id()) : null;
        body.add(bar == null ? new OutcomeCard(said, conflict, dates(), next, undo) : bar);
    }

    private void crumbs(Names names, Conflict conflict, Place place) {
        String filters = query.parameters().getQueryString();
        crumbs.removeAll();
        crumbs.add(
                new Anchor("conflicts" + (filters.isEmpty() ? "" : "?" + filters), getTranslation("conflict.title")),
                new Span(names.entity(conflict)));
        if (conflict.state() == Conflict.State.OPEN && place.total() > 0) {
            crumbs.add(new Span(getTranslation("conflict.place", place.number(), place.total())));
        }
    }

    void save() {
        Actor actor = session().manager();
        Draft now = draft();
        DecisionBar there = Objects.requireNonNull(bar);
        if (!now.isComplete() || !Objects.requireNonNull(cards).check()) {
            return;
        }
        if (!there.checkNote()) {
            there.focusNote();
            return;
        }
        UUID id = now.story().conflict().id();
        try {
            settling.settle(actor, id, now.wish());
        } catch (ProblemException e) {
            if (!OVERTAKEN.contains(e.code())) {
                throw e;
            }
            Toast.failed(Failures.sentence(e, getLocale()));
            desk.story(business().id(), id).ifPresent(this::renew);
            return;
        }
        next(id);
    }

    /** On to the next open one of the same filter, or back to the list. */
    private void next(UUID done) {
        UI ui = UI.getCurrent();
        UUID next = desk.place(business().id(), query.open(business().timezone()), done)
                .next();
        if (next == null) {
            ui.navigate("conflicts", query.parameters());
        } else {
            goesOn = true;
            ui.navigate("conflicts/" + next, query.parameters());
        }
        QueryParameters kept = query.parameters();
        Toast.undo(getTranslation("conflict.saved"), getTranslation("conflict.undo"), () -> {
            settling.takeBack(session().manager(), done);
            UI.getCurrent().navigate("conflicts/" + done, kept);
        });
    }

    void takeBack(UUID id) {
        settling.takeBack(session().manager(), id);
        desk.story(business().id(), id).ifPresent(story -> {
            draft = new Draft(story);
            say("");
            render();
        });
        Toast.done(getTranslation("conflict.reopened"));
    }

    /** The conflict or its record is another one than on the screen: looks at it off the lock, then shows it. */
    private void changed(Watched now) {
        Story seen = draft().story();
        if (now.state() == seen.conflict().state() && now.recordVersion() == seen.version()) {
            return;
        }
        UUID id = seen.conflict().id();
        Background.run(this, () -> desk.story(business().id(), id), found -> found.ifPresent(this::renew));
    }

    private void renew(Story now) {
        Draft before = draft();
        if (!now.conflict().id().equals(before.story().conflict().id())) {
            return; // the page has moved on
        }
        boolean isOther = now.conflict().state() != before.story().conflict().state();
        if (isOther) {
            String lost = before.inWords(Objects.requireNonNull(names));
            draft = new Draft(now);
            draft.note(before.note());
            render();
            String yours = lost.isEmpty() ? "" : " " + getTranslation("conflict.notice.yours", lost);
            say(getTranslation(
                            now.conflict().state() == Conflict.State.RESOLVED
                                    ? "conflict.notice.settled"
                                    : "conflict.notice.open")
                    + yours);
        } else if (before.renew(now)) {
            render();
            say(getTranslation("conflict.notice.moved"));
        }
    }

    /** Tells what happened while the page was open; nothing hides it. */
    private void say(String text) {
        notice.setText(text);
        notice.setVisible(!text.isEmpty());
    }

    private String address(UUID conflict) {
        String filters = query.parameters().getQueryString();
        return "conflicts/" + conflict + (filters.isEmpty() ? "" : "?" + filters);
    }
}
