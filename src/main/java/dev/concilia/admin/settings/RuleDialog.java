package dev.concilia.admin.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Priority;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An owner's own rules for one entity; what is left at the catalog's is not stored. */
final class RuleDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final List<Strategy> CHOICES = List.of(
            Strategy.FIELD_MERGE,
            Strategy.LAST_WRITE_WINS,
            Strategy.TERMINAL_WINS,
            Strategy.CENTRAL_WINS,
            Strategy.MANUAL_MERGE);

    private final transient EntityType standard;
    private final transient ObjectNode own;
    private final transient Predicate<ObjectNode> save;
    private final Select<Strategy> strategy = new Select<>();
    private final Select<Priority> priority = new Select<>();
    private final transient Map<String, Select<FieldRule>> rules = new LinkedHashMap<>();

    RuleDialog(EntityType standard, ObjectNode own, String label, Predicate<ObjectNode> save) {
        this.standard = standard;
        this.own = own;
        this.save = save;
        if (standard.isEdited()) {
            form(label, getTranslation("dialog.save"), strategy(), priority(), fields());
        } else {
            form(label, getTranslation("dialog.save"), muted(getTranslation("settings.once")), priority());
        }
        Button reset = new Button(getTranslation("settings.reset"), click -> {
            if (save.test(Json.mapper().createObjectNode())) {
                close();
            }
        });
        reset.setEnabled(!own.isEmpty());
        getFooter().addComponentAsFirst(reset);
    }

    @Override
    protected boolean act() {
        return save.test(wanted());
    }

    private Select<Strategy> strategy() {
        strategy.setLabel(getTranslation("settings.strategy"));
        strategy.setHelperText(getTranslation("settings.strategy.help"));
        strategy.setItems(CHOICES);
        strategy.setItemLabelGenerator(s -> getTranslation("strategy." + s)
                + (s == standard.strategy() ? " · " + getTranslation("settings.standard") : ""));
        strategy.setWidthFull();
        Strategy chosen = constant(Strategy.class, own.path("strategy").asString(""));
        strategy.setValue(chosen == null ? standard.strategy() : chosen);
        return strategy;
    }

    private Select<Priority> priority() {
        priority.setLabel(getTranslation("settings.priority"));
        priority.setHelperText(getTranslation("settings.priority.help"));
        priority.setItems(Priority.values());
        priority.setItemLabelGenerator(p -> getTranslation("priority." + p)
                + (p == Priority.of(standard.priority()) ? " · " + getTranslation("settings.standard") : ""));
        priority.setWidthFull();
        priority.setValue(Priority.of(own.path("priority").asInt(standard.priority())));
        return priority;
    }

    private Details fields() {
        Div list = new Div();
        list.addClassName("dialog-form");
        standard.schema().path("properties").propertyNames().stream()
                .filter(field -> !field.equals("id"))
                .forEach(field -> list.add(rule(field)));
        Details details = new Details(getTranslation("settings.fields"), list);
        details.setOpened(!own.path("fieldRules").isEmpty());
        return details;
    }

    private Select<FieldRule> rule(String field) {
        FieldRule usual = standard.fieldRules().getOrDefault(field, FieldRule.NEWEST);
        Select<FieldRule> select = new Select<>();
        select.setLabel(standard.fieldLabels()
                .getOrDefault(field, Map.of())
                .getOrDefault(getLocale().getLanguage(), field));
        select.setItems(FieldRule.values());
        select.setItemLabelGenerator(rule -> getTranslation("fieldRule." + rule)
                + (rule == usual ? " · " + getTranslation("settings.standard") : ""));
        FieldRule chosen = constant(
                FieldRule.class, own.path("fieldRules").path(field).asString("").toUpperCase(Locale.ROOT));
        select.setValue(chosen == null ? usual : chosen);
        select.setWidthFull();
        rules.put(field, select);
        return select;
    }

    private ObjectNode wanted() {
        ObjectNode wanted = Json.mapper().createObjectNode();
        if (strategy.getValue() != null && strategy.getValue() != standard.strategy()) {
            wanted.put("strategy", strategy.getValue().name());
        }
        if (priority.getValue() != Priority.of(standard.priority())) {
            wanted.put("priority", priority.getValue().least());
        }
        ObjectNode changed = Json.mapper().createObjectNode();
        rules.forEach((field, select) -> {
            if (select.getValue() != standard.fieldRules().getOrDefault(field, FieldRule.NEWEST)) {
                changed.put(field, select.getValue().name().toLowerCase(Locale.ROOT));
            }
        });
        if (!changed.isEmpty()) {
            wanted.set("fieldRules", changed);
        }
        return wanted;
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
