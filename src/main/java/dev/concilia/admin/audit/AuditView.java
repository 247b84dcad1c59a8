package dev.concilia.admin.audit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertTexts;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditFilter;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.business.Members;
import dev.concilia.business.People;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Devices;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who did what, newest first; searched by index; and whether it is as it was written. */
@Route(value = "audit", layout = MainLayout.class)
@Menu(title = "nav.audit", order = 110, icon = "audit")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class AuditView extends Page {
    private static final long serialVersionUID = 1L;
    private static final String HUB = "hub";

    /** What the page needs to know. */
    @Component
    record Source(AuditLog log, People people, Members members, Devices devices, AlertTexts alerts, Catalog catalog) {}

    private final transient Source source;
    private transient @Nullable Parts parts;

    private record Parts(FilterBar filters, ListGrid<AuditRow> grid, AuditWords words) {}

    AuditView(Session session, Source source) {
        super(session, "audit.title");
        this.source = source;
        addClassName("full");
    }

    @Override
    protected void build() {
        AuditWords words = new AuditWords(
                this,
                source.people,
                source.alerts,
                words(source.catalog),
                getLocale(),
                source.devices.names(business().id()));
        parts = new Parts(filters(words), grid(), words);
        Button verify = new Button(getTranslation("audit.verify"));
        VerifyPanel panel = new VerifyPanel(source.log, business().id(), verify);
        verify.addClickListener(click -> {
            session().membership(); // whoever may read the log may prove it
            panel.begin();
        });
        heading(verify);
        Section list = new Section(parts.grid);
        list.addClassNames("card", "list");
        add(panel, parts.filters, list);
    }

    private FilterBar filters(AuditWords words) {
        List<FilterBar.Option> who = new ArrayList<>();
        source.members
                .list(business().id())
                .forEach(member -> who.add(new FilterBar.Option(
                        member.user().toString(),
                        member.name().isBlank() ? member.email() : words.person(member.name()))));
        who.add(new FilterBar.Option(HUB, getTranslation("audit.hub")));
        return new FilterBar()
                .text("q", getTranslation("audit.search"))
                .choice("who", getTranslation("audit.who"), getTranslation("audit.anyone"), who)
                .choice(
                        "what",
                        getTranslation("audit.deed"),
                        getTranslation("audit.anything"),
                        Deeds.ALL.stream()
                                .map(action -> new FilterBar.Option(action, getTranslation("deed." + action)))
                                .toList())
                .day("from", getTranslation("audit.from"))
                .day("until", getTranslation("audit.until"));
    }

    private ListGrid<AuditRow> grid() {
        ListGrid<AuditRow> grid = new ListGrid<AuditRow>(getTranslation("audit.title"), AuditRow::n)
                .with("n", row -> Long.toString(row.n()))
                .with("at", row -> Dates.millis(row.at()))
                .with("moment", row -> dates().moment(row.at()))
                .with("who", AuditRow::who)
                .with("deed", AuditRow::deed)
                .with("about", AuditRow::about)
                .with("href", AuditRow::href)
                .with("linked", row -> !row.href().isEmpty())
                .with("details", AuditRow::details)
                .with("zone", row -> business().timezone().getId())
                .card("<div class=\"row-card\"><div><b>${item.deed}</b><span class=\"muted\">" + Cells.time("at")
                        + "</span></div><div class=\"wrap\">" + about() + "</div><div class=\"muted wrap\">"
                        + "${item.who}</div><div class=\"muted wrap\">${item.details}</div></div>");
        grid.column(
                getTranslation("audit.when"),
                "<span class=\"muted\" title=\"#${item.n}\">${item.moment}</span>",
                184,
                0);
        grid.column(getTranslation("audit.who"), "<span class=\"cut\" title=${item.who}>${item.who}</span>", 136, 1);
        grid.column(getTranslation("audit.deed"), "<b>${item.deed}</b>", 208, 1);
        grid.column(getTranslation("audit.about"), about(), 144, 1);
        grid.column(getTranslation("audit.details"), "<div class=\"muted wrap\">${item.details}</div>", 240, 3);
        grid.rows(this::after);
        return grid;
    }

    private static String about() {
        return "<a class=\"row-link\" href=${item.href} ?hidden=${!item.linked}>${item.about}</a>"
                + "<span ?hidden=${item.linked}>${item.about}</span>";
    }

    @Override
    protected void show(QueryParameters asked) {
        Parts there = Objects.requireNonNull(parts);
        there.filters.read(asked);
        there.grid.whenEmpty(empty(there.filters.isActive()));
        there.grid.reload();
        List<AuditEntry> newest = source.log.list(business().id(), Long.MAX_VALUE, 1);
        if (newest.isEmpty()) {
            say(getTranslation("audit.none"), "");
            return;
        }
        AuditRow last = there.words.rows(newest).getFirst();
        say(
                getTranslation("audit.answer", last.n()),
                getTranslation("audit.rest", last.who(), dates().moment(last.at())));
    }

    private EmptyState empty(boolean filtered) {
        return filtered
                ? new EmptyState("audit", getTranslation("audit.noneFound"), getTranslation("audit.noneFound.text"))
                : new EmptyState("audit", getTranslation("audit.none"), getTranslation("audit.none.text"));
    }

    private List<AuditRow> after(@Nullable AuditRow last, int limit) {
        Parts there = Objects.requireNonNull(parts);
        return there.words.rows(source.log.list(
                business().id(), wanted(there.filters), last == null ? Long.MAX_VALUE : last.n(), limit));
    }

    private AuditFilter wanted(FilterBar filters) {
        return new AuditFilter(
                filters.value("who")
                        .map(who -> who.equals(HUB) ? HUB : "user:" + who)
                        .orElse(null),
                filters.value("what").orElse(null),
                filters.value("q").orElse(null),
                start(filters.value("from"), 0),
                start(filters.value("until"), 1));
    }

    /** The day's first moment in the business's zone; {@code days}: of so many days later. */
    private @Nullable Instant start(Optional<String> day, int days) {
        return day.map(text -> LocalDate.parse(text)
                        .plusDays(days)
                        .atStartOfDay(business().timezone())
                        .toInstant())
                .orElse(null);
    }
}
