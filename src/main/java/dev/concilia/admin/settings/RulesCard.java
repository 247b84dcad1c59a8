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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** How the business wants changes judged: its choices, and the catalog's rules with its own over them. */
final class RulesCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final List<String> FLAGS = List.of("cashSessionRequired", "negativeStock", "strictFields");

    private final transient Session session;
    private final transient SavedSettings saved;
    private final transient Profiles profiles;
    private final transient Catalog catalog;
    private final transient AuditLog audit;
    private final boolean owner;
    private final Map<String, Checkbox> flags = new LinkedHashMap<>();
    private final Div scroll = new Div();

    RulesCard(Session session, SavedSettings saved, Profiles profiles, Catalog catalog, AuditLog audit, boolean owner) {
        this.session = session;
        this.saved = saved;
        this.profiles = profiles;
        this.catalog = catalog;
        this.audit = audit;
        this.owner = owner;
        addClassNames("card", "rules");
        FLAGS.forEach(flag -> flags.put(flag, choice(flag)));
        scroll.addClassName("wide-content");
        Div body = new Div();
        body.addClassName("dialog-form");
        flags.values().forEach(body::add);
        body.add(scroll);
        Paragraph lead = new Paragraph(getTranslation("settings.rules.rest"));
        lead.addClassName("muted");
        add(new H2(getTranslation("settings.rules")), lead, body);
        saved.follow(this::show);
        show();
    }

    private void show() {
        flags.forEach((flag, box) -> box.setValue(values().path(flag).asBoolean(false)));
        scroll.removeAll();
        scroll.add(table());
    }

    private ObjectNode values() {
        return saved.settings().values();
    }

    private Checkbox choice(String flag) {
        Checkbox box = new Checkbox(getTranslation("settings.flag." + flag));
        box.setHelperText(getTranslation("settings.flag." + flag + ".help"));
        box.setReadOnly(!owner);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                save(values().deepCopy().put(flag, change.getValue()));
            }
        });
        return box;
    }

    private NativeTable table() {
        Catalog own = catalog.overriddenBy(values().path("catalog"));
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
        if (values().path("catalog").has(type.name())) {
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
        ObjectNode own =
                values().path("catalog").path(entity) instanceof ObjectNode there ? there : values().objectNode();
        new RuleDialog(standard, own, label(standard), wanted -> {
                    ObjectNode values = values().deepCopy();
                    ObjectNode overrides = values.withObject("catalog");
                    if (wanted.isEmpty()) {
                        overrides.remove(entity);
                    } else {
                        overrides.set(entity, wanted);
                    }
                    return save(values);
                })
                .open();
    }

    /** Saves over what this page shows; if somebody else was faster, shows what they saved and says so. */
    private boolean save(ObjectNode values) {
        Actor actor = session.actor(Role.OWNER);
        BusinessId business = actor.business();
        ObjectNode before = values();
        try {
            profiles.change(business, values, saved.settings().version());
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            return overtaken();
        }
        audit.record(
                business,
                actor.audited(),
                Deeds.SETTINGS_CHANGE,
                business.toString(),
                Map.of("before", before.toString(), "after", values.toString()));
        saved.read();
        ObjectNode mine = values();
        Toast.undo(getTranslation("settings.saved"), getTranslation("toast.undo"), () -> takeBack(mine, before));
        return true;
    }

    /** What others saved since is not taken back with it. */
    private void takeBack(ObjectNode mine, ObjectNode before) {
        if (values().equals(mine)) {
            save(before);
        } else {
            overtaken();
        }
    }

    private boolean overtaken() {
        saved.read();
        Toast.failed(getTranslation("settings.stale"));
        return false;
    }

    private String label(EntityType type) {
        return type.labels().getOrDefault(getLocale().getLanguage(), type.name());
    }
}
