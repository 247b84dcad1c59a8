package dev.concilia.admin.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.business.Role;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.Priority;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Profiles;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.databind.node.ObjectNode;

/** How the business wants changes judged: its choices, and the catalog's rules with its own over them. */
final class RulesCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final List<String> FLAGS = List.of("cashSessionRequired", "negativeStock", "strictFields");

    private final transient Session session;
    private final transient Businesses businesses;
    private final transient Profiles profiles;
    private final transient Catalog catalog;
    private final transient AuditLog audit;
    private final boolean owner;
    private final Div body = new Div();
    private transient LongConsumer saved = before -> {};
    private transient Businesses.Settings settings;

    RulesCard(
            Session session, Businesses businesses, Profiles profiles, Catalog catalog, AuditLog audit, boolean owner) {
        this.session = session;
        this.businesses = businesses;
        this.profiles = profiles;
        this.catalog = catalog;
        this.audit = audit;
        this.owner = owner;
        this.settings = businesses.settings(session.membership().business());
        addClassNames("card", "rules");
        body.addClassName("dialog-form");
        Paragraph lead = new Paragraph(getTranslation("settings.rules.rest"));
        lead.addClassName("muted");
        add(new H2(getTranslation("settings.rules")), lead, body);
        show();
    }

    /** What else to do once this card has saved over a version. */
    void whenSaved(LongConsumer saved) {
        this.saved = saved;
    }

    /** The page's other card has saved over {@code before}: what this one shows of it is what is there. */
    void follow(long before) {
        if (settings.version() == before) {
            settings = new Businesses.Settings(settings.values(), before + 1);
        }
    }

    private void show() {
        body.removeAll();
        FLAGS.forEach(flag -> body.add(choice(flag)));
        Div scroll = new Div(table());
        scroll.addClassName("wide-content");
        body.add(scroll);
    }

    private Checkbox choice(String flag) {
        Checkbox box = new Checkbox(getTranslation("settings.flag." + flag));
        box.setHelperText(getTranslation("settings.flag." + flag + ".help"));
        box.setValue(settings.values().path(flag).asBoolean(false));
        box.setReadOnly(!owner);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                save(settings.values().deepCopy().put(flag, change.getValue()), settings.version());
            }
        });
        return box;
    }

    private NativeTable table() {
        Catalog own = catalog.overriddenBy(settings.values().path("catalog"));
        NativeTable table = new NativeTable();
        table.addClassNames("plain-table", "rules-table");
        NativeTableRow header = new NativeTableRow();
        header.add(
                new NativeTableHeaderCell(getTranslation("settings.entity")),
                new NativeTableHeaderCell(getTranslation("settings.strategy")),
                new NativeTableHeaderCell(getTranslation("settings.priority")));
        if (owner) {
            NativeTableHeaderCell actions = new NativeTableHeaderCell();
            actions.getElement().setAttribute("aria-label", getTranslation("settings.change"));
            header.add(actions);
        }
        table.getHead().add(header);
        own.all().stream()
                .sorted(Comparator.comparing(this::label, String.CASE_INSENSITIVE_ORDER))
                .forEach(type -> table.getBody().add(row(type)));
        return table;
    }

    private NativeTableRow row(EntityType type) {
        Span name = new Span(label(type));
        NativeTableCell first = new NativeTableCell(name);
        if (settings.values().path("catalog").has(type.name())) {
            Span mark = new Span(getTranslation("settings.own"));
            mark.addClassName("tag");
            mark.getElement().setAttribute("data-tone", "info");
            first.add(mark);
        }
        NativeTableRow row = new NativeTableRow();
        row.add(
                first,
                new NativeTableCell(getTranslation("strategy." + type.strategy())),
                new NativeTableCell(getTranslation("priority." + Priority.of(type.priority()))));
        if (owner) {
            Button change = new Button(getTranslation("settings.change"), click -> change(type.name()));
            change.addThemeVariants(ButtonVariant.TERTIARY);
            change.setAriaLabel(getTranslation("settings.change.one", label(type)));
            row.add(new NativeTableCell(change));
        }
        return row;
    }

    private void change(String entity) {
        EntityType standard = catalog.find(entity).orElseThrow();
        ObjectNode own = settings.values().path("catalog").path(entity) instanceof ObjectNode there
                ? there
                : settings.values().objectNode();
        new RuleDialog(standard, own, label(standard), wanted -> {
                    ObjectNode values = settings.values().deepCopy();
                    ObjectNode overrides = values.withObject("catalog");
                    if (wanted.isEmpty()) {
                        overrides.remove(entity);
                    } else {
                        overrides.set(entity, wanted);
                    }
                    save(values, settings.version());
                })
                .open();
    }

    /** Saves over {@code version}; if somebody else was faster, shows what they saved and says so. */
    private void save(ObjectNode values, long version) {
        Actor actor = session.actor(Role.OWNER);
        BusinessId business = actor.business();
        ObjectNode before = settings.values();
        try {
            profiles.change(business, values, version);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            settings = businesses.settings(business);
            show();
            Toast.failed(getTranslation("settings.stale"));
            return;
        }
        saved.accept(version);
        audit.record(
                business,
                actor.audited(),
                Deeds.SETTINGS_CHANGE,
                business.toString(),
                Map.of("before", before.toString(), "after", values.toString()));
        settings = businesses.settings(business);
        show();
        long mine = settings.version(); // what others save from now on is not taken back with it
        Toast.undo(getTranslation("settings.saved"), getTranslation("toast.undo"), () -> save(before, mine));
    }

    private String label(EntityType type) {
        return type.labels().getOrDefault(getLocale().getLanguage(), type.name());
    }
}
