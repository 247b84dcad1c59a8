package dev.concilia.admin.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.admin.component.RecordSearch;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.component.ValueEditor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.RecordList;
import jakarta.annotation.security.RolesAllowed;
import java.text.NumberFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of one entity. */
@Route(value = "records/:entity", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class EntityView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final String DELETED = "deleted";
    private static final int COUNTED = 20_000;

    private final transient Catalog catalog;
    private final transient RecordList records;
    private final transient RecordNames names;
    private final transient RecordEdits edits;
    private transient @Nullable EntityType type;
    private transient FilterBar filters = new FilterBar();
    private final Div actions = new Div();
    private final Section list = new Section();

    EntityView(Session session, Catalog catalog, RecordList records, RecordNames names, RecordEdits edits) {
        super(session, "records.title");
        this.catalog = catalog;
        this.records = records;
        this.names = names;
        this.edits = edits;
        addClassNames("full", "sectioned");
        list.addClassNames("card", "list");
        actions.addClassName("actions");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String name = event.getRouteParameters().get("entity").orElse("");
        type = catalog.find(name).filter(t -> t.name().equals(name)).orElseThrow(NotFoundException::new);
    }

    @Override
    protected void build() {
        RouterLink back = new RouterLink(getTranslation("records.title"), RecordsView.class);
        back.addClassName("back");
        filters = new FilterBar()
                .text("q", getTranslation("records.search"))
                .choice(
                        "state",
                        getTranslation("records.state"),
                        getTranslation("records.state.live"),
                        List.of(new FilterBar.Option(DELETED, getTranslation("records.state.deleted"))));
        add(back);
        heading(actions);
        add(filters, list);
    }

    @Override
    protected void show(QueryParameters asked) {
        EntityType shown = Objects.requireNonNull(type);
        filters.read(asked);
        boolean deleted = filters.value("state").isPresent();
        String text = filters.value("q")
                .map(typed -> typed.replace("\0", ""))
                .filter(typed -> !typed.isBlank())
                .orElse(null);
        RecordList.Query query = new RecordList.Query(shown, text, deleted);
        int count = records.counts(business().id(), List.of(shown.name()), deleted, COUNTED + 1)
                .getOrDefault(shown.name(), 0);
        say(
                getTranslation(
                        deleted ? "records.answer.deleted" : "records.answer",
                        words(catalog).entity(shown.name()),
                        count(count)),
                explanation(query));
        offer(shown);
        list.removeAll();
        list(query).forEach(list::add);
    }

    private List<Component> list(RecordList.Query query) {
        BusinessId business = business().id();
        RecordGrid grid = new RecordGrid(query.type(), words(catalog), business(), names);
        if (query.text() == null) {
            grid.rows(
                    (last, most) -> grid.named(records.after(business, query, last == null ? null : last.row(), most)));
            grid.whenEmpty(empty(query.type()));
            return List.of(grid);
        }
        String entity = query.type().name();
        RecordSearch search = new RecordSearch((last, most) -> records.search(business, query, last, most));
        SearchedRows searched = new SearchedRows(
                search,
                grid,
                () -> records.counts(business, List.of(entity), query.deleted(), Integer.MAX_VALUE)
                        .getOrDefault(entity, 0));
        return List.of(searched, grid);
    }

    private String explanation(RecordList.Query query) {
        if (query.text() == null) {
            String order = query.deleted()
                    ? "deleted"
                    : RecordList.isDated(query.type().name()) ? "newest" : "id";
            return getTranslation("records.order." + order);
        }
        RecordWords words = words(catalog);
        String fields = query.type().listColumns().stream()
                .map(field -> words.field(query.type().name(), field))
                .collect(Collectors.joining(", "));
        return getTranslation("records.searched", fields);
    }

    private String count(int counted) {
        NumberFormat format = NumberFormat.getIntegerInstance(getLocale());
        return counted > COUNTED ? getTranslation("records.more", format.format(COUNTED)) : format.format(counted);
    }

    private void offer(EntityType shown) {
        actions.removeAll();
        if (isManager() && RecordEdits.mayCreate(shown)) {
            actions.add(createButton(shown));
        }
    }

    private Button createButton(EntityType shown) {
        Button create = new Button(getTranslation("record.new"), click -> {
            session().manager();
            create(shown);
        });
        create.addThemeVariants(ButtonVariant.PRIMARY);
        return create;
    }

    private void create(EntityType shown) {
        String id = edits.newId();
        RecordForm.Saver saver =
                (fields, base) -> edits.insert(session().manager(), shown, id, fields, Deeds.RECORD_CREATE);
        RecordNames.Known none = names.of(business().id(), shown.name(), List.of(), List.of(), words(catalog));
        new RecordForm(
                        getTranslation("record.new.title", words(catalog).entity(shown.name())),
                        RecordForm.Subject.fresh(new ValueEditor.Source(catalog, shown, dates(), none)),
                        saver,
                        done -> {
                            getUI().ifPresent(ui -> ui.navigate(RecordLink.to(shown.name(), id)));
                            Toast.done(getTranslation("record.created"));
                        })
                .open();
    }

    private EmptyState empty(EntityType shown) {
        if (filters.isActive()) {
            return new EmptyState(
                    "record", getTranslation("records.empty.none"), getTranslation("list.noneFound.text"));
        }
        boolean creates = isManager() && RecordEdits.mayCreate(shown);
        return creates
                ? new EmptyState(
                        "record",
                        getTranslation("records.noneOf"),
                        getTranslation("records.noneOf.create"),
                        createButton(shown))
                : new EmptyState("record", getTranslation("records.noneOf"), getTranslation("records.noneOf.text"));
    }
}
