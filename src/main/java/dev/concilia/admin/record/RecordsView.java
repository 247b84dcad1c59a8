package dev.concilia.admin.record;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.RecordList;
import jakarta.annotation.security.RolesAllowed;
import java.text.Collator;
import java.text.NumberFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the business keeps records of, and about how many there are. */
@Route(value = "records", layout = MainLayout.class)
@Menu(title = "nav.records", order = 60, icon = "record")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class RecordsView extends Page {
    private static final long serialVersionUID = 1L;
    private static final int COUNTED = 1_000;

    private final transient Catalog catalog;
    private final transient RecordList records;
    private final Section kinds = new Section();

    RecordsView(Session session, Catalog catalog, RecordList records) {
        super(session, "records.title");
        this.catalog = catalog;
        this.records = records;
        kinds.addClassName("columns");
    }

    @Override
    protected void build() {
        heading();
        add(kinds);
    }

    @Override
    protected void show(QueryParameters asked) {
        List<String> names = catalog.all().stream().map(EntityType::name).toList();
        Map<String, Integer> counts = records.counts(business().id(), names, false, COUNTED + 1);
        boolean any = counts.values().stream().anyMatch(count -> count > 0);
        say(getTranslation(any ? "records.title" : "records.none"), getTranslation("records.rest"));
        kinds.removeAll();
        for (EntityKind kind : List.of(EntityKind.MASTER, EntityKind.TRANSACTION, EntityKind.CONFIGURATION)) {
            kinds.add(card(kind, counts));
        }
    }

    private Section card(EntityKind kind, Map<String, Integer> counts) {
        RecordWords words = words(catalog);
        UnorderedList list = new UnorderedList();
        list.addClassName("plain-list");
        Comparator<EntityType> byName =
                Comparator.comparing(type -> words.entity(type.name()), Collator.getInstance(getLocale()));
        catalog.all().stream()
                .filter(type -> type.kind() == kind)
                .sorted(byName)
                .forEach(type -> {
                    Anchor name = new Anchor(RecordLink.to(type.name()), words.entity(type.name()));
                    name.addClassName("row-link");
                    Span count = new Span(count(counts.getOrDefault(type.name(), 0)));
                    count.addClassName("muted");
                    list.add(new ListItem(name, count));
                });
        Section card = new Section(new H2(getTranslation("records.kind." + kind)), list);
        card.addClassName("card");
        return card;
    }

    private String count(int counted) {
        NumberFormat format = NumberFormat.getIntegerInstance(getLocale());
        return counted > COUNTED ? getTranslation("records.more", format.format(COUNTED)) : format.format(counted);
    }
}
