package dev.concilia.admin.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.DateWords;
import dev.concilia.admin.component.Dates;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The input for a field, by what the catalog's schema says that it holds; what the schema does not know is JSON. */
final class FieldEditors {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONG_TEXT = 200;

    private final EntityType type;
    private final Component place;
    private final Dates dates;

    /** {@code place} knows the texts. */
    FieldEditors(EntityType type, Component place, Dates dates) {
        this.type = type;
        this.place = place;
        this.dates = dates;
    }

    /** With the value as it is, if there is one. */
    FieldEditor<?> of(String field, String label, @Nullable JsonNode value) {
        JsonNode there = value == null || value.isNull() ? null : value;
        JsonNode schema = type.schema().path("properties").path(field);
        List<String> types = types(schema);
        String format = schema.path("format").asString("");
        if (isNumeric(types, format) && (there == null || isDecimal(there))) {
            return number(field, label, there);
        }
        if (types.equals(List.of("boolean")) && (there == null || there.isBoolean())) {
            return choice(field, label, List.of("true", "false"), there, true);
        }
        if (types.equals(List.of("string")) && (there == null || there.isString())) {
            return text(field, label, schema, format, there == null ? null : there.stringValue());
        }
        return json(field, label, there);
    }

    private FieldEditor<?> text(String field, String label, JsonNode schema, String format, @Nullable String there) {
        List<String> choices = schema.path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
        if (!choices.isEmpty() && (there == null || choices.contains(there))) {
            return choice(field, label, choices, there == null ? null : NODES.stringNode(there), false);
        }
        try {
            if (format.equals("date")) {
                return day(field, label, there == null ? null : LocalDate.parse(there));
            }
            if (format.equals("date-time")) {
                return moment(field, label, there == null ? null : OffsetDateTime.parse(there));
            }
        } catch (DateTimeException e) {
            return line(field, label, there); // it is to be mended by hand
        }
        return schema.path("maxLength").asInt(Integer.MAX_VALUE) > LONG_TEXT
                ? area(field, label, there)
                : line(field, label, there);
    }

    private FieldEditor<String> line(String field, String label, @Nullable String there) {
        TextField input = new TextField(label);
        input.setValue(there == null ? "" : there);
        input.setWidthFull();
        return new FieldEditor<>(field, input, NODES::stringNode);
    }

    private FieldEditor<String> area(String field, String label, @Nullable String there) {
        TextArea input = new TextArea(label);
        input.setValue(there == null ? "" : there);
        input.setWidthFull();
        input.setMaxHeight("240px");
        return new FieldEditor<>(field, input, NODES::stringNode);
    }

    private FieldEditor<String> json(String field, String label, @Nullable JsonNode there) {
        TextArea input = new TextArea(label);
        input.addClassName("code");
        input.setHelperText(place.getTranslation("record.json.help"));
        input.setValue(there == null ? "" : pretty(there));
        input.setWidthFull();
        input.setMaxHeight("320px");
        return new FieldEditor<>(field, input, text -> Json.mapper().readTree(text));
    }

    /** Written as it was: as a number, or as a text that is one. */
    private FieldEditor<BigDecimal> number(String field, String label, @Nullable JsonNode there) {
        BigDecimalField input = new BigDecimalField(label);
        input.setLocale(dates.language());
        if (there != null) {
            input.setValue(new BigDecimal(there.asString()));
        }
        input.setWidthFull();
        boolean asText = there != null && there.isString();
        return new FieldEditor<>(field, input, n -> asText ? NODES.stringNode(n.toPlainString()) : NODES.numberNode(n));
    }

    private FieldEditor<String> choice(
            String field, String label, List<String> choices, @Nullable JsonNode there, boolean truth) {
        Select<String> input = new Select<>();
        input.setLabel(label);
        input.setItems(choices);
        input.setEmptySelectionAllowed(true);
        input.setEmptySelectionCaption("–");
        if (truth) {
            input.setItemLabelGenerator(
                    word -> word == null ? "–" : place.getTranslation(word.equals("true") ? "value.yes" : "value.no"));
        } else {
            input.setItemLabelGenerator(word -> word == null ? "–" : type.valueLabel(field, word, dates.language()));
        }
        if (there != null) {
            input.setValue(there.asString());
        }
        input.setWidthFull();
        return new FieldEditor<>(
                field, input, word -> truth ? NODES.booleanNode(word.equals("true")) : NODES.stringNode(word));
    }

    private FieldEditor<LocalDate> day(String field, String label, @Nullable LocalDate there) {
        DatePicker input = new DatePicker(label);
        input.setLocale(dates.language());
        input.setI18n(DateWords.picker(place, dates.language()));
        input.setClearButtonVisible(true);
        input.setValue(there);
        input.setWidthFull();
        return new FieldEditor<>(field, input, day -> NODES.stringNode(day.toString()));
    }

    /** In the business's zone. */
    private FieldEditor<?> moment(String field, String label, @Nullable OffsetDateTime there) {
        DateTimePicker input = new DateTimePicker(label);
        input.setLocale(dates.language());
        input.setDatePickerI18n(DateWords.picker(place, dates.language()));
        input.setDateAriaLabel(label + ": " + place.getTranslation("record.moment.day"));
        input.setTimeAriaLabel(label + ": " + place.getTranslation("record.moment.time"));
        input.setHelperText(dates.zone().getId());
        if (there != null) {
            input.setValue(there.atZoneSameInstant(dates.zone()).toLocalDateTime());
        }
        input.setWidthFull();
        return new FieldEditor<>(
                field,
                input,
                at -> NODES.stringNode(at.atZone(dates.zone()).toInstant().toString()));
    }

    private static boolean isNumeric(List<String> types, String format) {
        return format.equals("money")
                || format.equals("decimal")
                || !types.isEmpty() && Set.of("number", "integer").containsAll(types);
    }

    private static boolean isDecimal(JsonNode value) {
        try {
            return value.isNumber() || value.isString() && new BigDecimal(value.stringValue()).scale() >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode said = schema.path("type");
        if (said.isString()) {
            types.add(said.stringValue());
        }
        said.valueStream()
                .map(one -> one.asString(""))
                .filter(one -> !one.equals("null"))
                .forEach(types::add);
        return types;
    }

    static String pretty(JsonNode value) {
        return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }
}
