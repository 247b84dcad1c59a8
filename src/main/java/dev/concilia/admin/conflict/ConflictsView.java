package dev.concilia.admin.conflict;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.ConflictReview.Line;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits for a person's decision, and what was decided. Changes by itself. */
@Route(value = "conflicts", layout = MainLayout.class)
@Menu(title = "nav.conflicts", order = 20, icon = "conflict")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class ConflictsView extends Page {
    private static final long serialVersionUID = 1L;
    private static final String JOB = "job";

    private final transient ConflictDesk desk;
    private final transient Settling settling;
    private final transient ConflictFeed feed;
    private transient ConflictQuery query = ConflictQuery.ALL;
    private transient Map<DeviceId, String> devices = Map.of();
    private transient Parts parts;

    /** The pieces that change; rebuilt with the language. */
    private record Parts(ConflictFilters filters, ConflictList list, Button many, JobPanel job) {}

    ConflictsView(Session session, ConflictDesk desk, Settling settling, ConflictFeed feed) {
        super(session, "conflict.title");
        this.desk = desk;
        this.settling = settling;
        this.feed = feed;
        addClassName("full");
        parts = parts();
    }

    @Override
    protected void build() {
        parts = parts();
        heading(parts.many);
        Div top = new Div(parts.job, parts.filters);
        top.addClassName("stack");
        Div card = new Div(parts.list);
        card.addClassNames("card", "list");
        add(top, card);
    }

    private Parts parts() {
        Button many = new Button(getTranslation("conflict.many"), click -> openBulk());
        boolean acts = session().isManager();
        JobPanel job = new JobPanel(
                business().id(),
                id -> desk.job(business().id(), id),
                acts ? this::stop : null,
                acts ? this::takeBack : null);
        return new Parts(new ConflictFilters(), new ConflictList(getTranslation("conflict.title"), dates()), many, job);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        feed.follow(this, attach.getUI(), business().id(), standing -> refresh());
    }

    @Override
    protected void show(QueryParameters asked) {
        query = ConflictQuery.of(asked, desk.catalog());
        devices = desk.devices(business().id());
        Map<String, Integer> counts = counts(query);
        parts.filters.show(asked, query, words(desk.catalog()), desk.catalog(), counts, devices);
        answer(counts);
        parts.list.settled(isSettled());
        parts.list.keep(query.parameters());
        parts.list.whenEmpty(empty());
        ConflictFilter filter = query.filter(business().timezone());
        parts.list.rows((last, limit) -> rows(filter, last, limit));
        asked.getSingleParameter(JOB).flatMap(ConflictQuery::id).ifPresent(parts.job::follow);
    }

    private boolean isSettled() {
        return query.state() == Conflict.State.RESOLVED;
    }

    /** How many open ones there are by entity, of any entity; the settled ones are not counted: there may be a million. */
    private Map<String, Integer> counts(ConflictQuery asked) {
        return desk.count(business().id(), asked.ofAnyEntity().open(business().timezone()));
    }

    private void answer(Map<String, Integer> counts) {
        int open = query.of(counts);
        parts.many.setVisible(!isSettled() && open > 1 && session().isManager());
        if (isSettled()) {
            say(getTranslation("conflict.answer.resolved"), getTranslation("conflict.rest.resolved"));
        } else if (query.isNarrow()) {
            say(getTranslation("conflict.answer.narrow", open), getTranslation("conflict.rest.narrow"));
        } else {
            say(
                    getTranslation("conflict.answer.open", open),
                    getTranslation(open == 0 ? "conflict.rest.none" : "conflict.rest.open"));
        }
    }

    /** After something changed: the answer anew, read off the page's lock, then the rows. */
    private void refresh() {
        ConflictQuery asked = query;
        Background.run(this, () -> counts(asked), counts -> {
            if (asked.equals(query)) {
                answer(counts);
                parts.list.renew();
            }
        });
    }

    private List<ConflictList.Row> rows(ConflictFilter filter, ConflictList.@Nullable Row last, int limit) {
        List<Line> lines = desk.lines(business().id(), filter, last == null ? null : last.id(), limit);
        Names names = desk.names(words(desk.catalog()), business().id(), devices, Names.Fixed.of(this), lines);
        return lines.stream().map(line -> new ConflictList.Row(line, names)).toList();
    }

    private Component empty() {
        if (query.isNarrow()) {
            return new EmptyState(
                    "conflict",
                    getTranslation("conflict.empty.narrow.title"),
                    getTranslation("conflict.empty.narrow.text"),
                    new Anchor("conflicts", getTranslation("filter.clear")));
        }
        return isSettled()
                ? new EmptyState(
                        "conflict",
                        getTranslation("conflict.empty.resolved.title"),
                        getTranslation("conflict.empty.resolved.text"))
                : new EmptyState(
                        "check",
                        getTranslation("conflict.empty.title"),
                        getTranslation("conflict.empty.text"),
                        new Anchor(
                                "conflicts?" + ConflictQuery.STATE + "=" + ConflictQuery.RESOLVED,
                                getTranslation("conflict.empty.link")));
    }

    /** What the preview shows is what is settled: later conflicts wait for the next time. */
    void openBulk() {
        session().manager();
        Instant until = desk.now();
        ConflictFilter filter = query.open(business().timezone());
        ConflictFilter meant = BulkPlan.until(filter, until);
        Map<String, Integer> counts = desk.count(business().id(), meant);
        List<ConflictList.Row> sample = rows(meant, null, BulkDialog.SAMPLE);
        String said = parts.filters.inWords(getTranslation("conflict.bulk.all"));
        new BulkDialog(new BulkPlan(said, counts, sample), (rule, note) -> start(meant, rule, note)).open();
    }

    private void start(ConflictFilter filter, Conflict.Resolution rule, String note) {
        Actor actor = session().manager();
        showJob(settling.settleAll(actor, filter, rule, note).id());
    }

    private void stop(UUID job) {
        settling.stop(session().manager(), job);
        parts.job.look();
    }

    private void takeBack(UUID job) {
        showJob(settling.takeBackAll(session().manager(), job).id());
    }

    /** The job goes into the address, so that a reload finds it again. */
    private void showJob(UUID job) {
        Map<String, List<String>> all = new LinkedHashMap<>(query.parameters().getParameters());
        all.put(JOB, List.of(job.toString()));
        UI.getCurrent().navigate("conflicts", new QueryParameters(all));
    }
}
