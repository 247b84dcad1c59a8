package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.concilia.kernel.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/** Chooses the input for a value by its schema or, where there is none, by a value that it had. */
final class ValueInputs {
    private static final int ONE_LINE = 200;
    private static final int DAY = "2026-11-22".length();

    private final Component place;
    private final Locale language;
    private final String label;
    private final ZoneId zone;

    ValueInputs(Component place, Locale language, String label, ZoneId zone) {
        this.place = place;
        this.language = language;
        this.label = label;
        this.zone = zone;
    }

    /** {@code called}: what a value of a fixed choice is called. */
    ValueInput<?> of(JsonNode schema, boolean money, JsonNode sample, UnaryOperator<String> called) {
        String format = schema.path("format").asString("");
        List<String> choices = schema.path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
        if (!choices.isEmpty()) {
            return choice(choices, called);
        }
        if (money || format.equals("decimal") || is("number", schema, sample) || is("integer", schema, sample)) {
            return number(sample.isString());
        }
        if (is("boolean", schema, sample)) {
            return truth();
        }
        if (is("array", schema, sample) || is("object", schema, sample)) {
            return structure();
        }
        if (format.equals("date-time")) {
            return moment();
        }
        boolean dated =
                format.equals("date") || schema.path("pattern").asString("").startsWith("^[0-9]{4}-(0[1-9]|1[0-2])");
        return dated && isDay(sample) ? day() : text(schema.path("maxLength").asInt(ONE_LINE + 1) > ONE_LINE);
    }

    /** Whether the schema asks for this type only; for a field without schema, whether the sample is one. */
    private static boolean is(String wanted, JsonNode schema, JsonNode sample) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            return switch (sample.getNodeType()) {
                case NUMBER -> wanted.equals("number");
                case BOOLEAN -> wanted.equals("boolean");
                case ARRAY -> wanted.equals("array");
                case OBJECT -> wanted.equals("object");
                default -> false;
            };
        }
        List<String> types = type.isString()
                ? List.of(type.stringValue())
                : type.valueStream()
                        .map(JsonNode::stringValue)
                        .filter(name -> !name.equals("null"))
                        .toList();
        return types.equals(List.of(wanted));
    }

    private static boolean isDay(JsonNode sample) {
        return !sample.isString() || sample.stringValue().length() == DAY && date(sample.stringValue()) != null;
    }

    private ValueInput<String> choice(List<String> choices, UnaryOperator<String> called) {
        Select<String> select = new Select<>();
        select.setLabel(label);
        select.setItems(choices);
        select.setEmptySelectionAllowed(true);
        select.setItemLabelGenerator(value -> value == null ? "" : called.apply(value));
        return new ValueInput<>(select, select, StringNode::valueOf, node -> {
            String text = node.asString("");
            return choices.contains(text) ? text : null;
        });
    }

    private ValueInput<Boolean> truth() {
        Select<Boolean> select = new Select<>();
        select.setLabel(label);
        select.setItems(true, false);
        select.setEmptySelectionAllowed(true);
        select.setItemLabelGenerator(
                value -> value == null ? "" : place.getTranslation(value ? "value.yes" : "value.no"));
        return new ValueInput<>(
                select, select, BooleanNode::valueOf, node -> node.isBoolean() ? node.booleanValue() : null);
    }

    /** {@code quoted}: the record's other side writes it as a text, so this one does. */
    private ValueInput<BigDecimal> number(boolean quoted) {
        BigDecimalField field = new BigDecimalField(label);
        field.setLocale(language);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        return new ValueInput<>(
                field,
                field,
                value -> quoted ? StringNode.valueOf(value.toPlainString()) : DecimalNode.valueOf(value),
                ValueInputs::decimal);
    }

    private ValueInput<LocalDate> day() {
        DatePicker picker = new DatePicker(label);
        picker.setLocale(language);
        picker.setI18n(DateWords.picker(place, language));
        return new ValueInput<>(
                picker, picker, value -> StringNode.valueOf(value.toString()), node -> date(node.asString("")));
    }

    private ValueInput<LocalDateTime> moment() {
        DateTimePicker picker = new DateTimePicker(label);
        picker.setLocale(language);
        picker.setStep(Duration.ofMinutes(1));
        picker.setDatePickerI18n(DateWords.picker(place, language));
        return new ValueInput<>(
                picker,
                picker,
                value -> StringNode.valueOf(value.atZone(zone).toInstant().toString()),
                this::local);
    }

    private ValueInput<String> text(boolean isLong) {
        if (!isLong) {
            TextField field = new TextField(label);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            return new ValueInput<>(field, field, StringNode::valueOf, node -> node.asString(""));
        }
        TextArea area = area();
        return new ValueInput<>(area, area, StringNode::valueOf, node -> node.asString(""));
    }

    /** Lists and objects are typed as what they are on the wire. */
    private ValueInput<String> structure() {
        TextArea area = area();
        area.addClassName("code");
        area.setHelperText(place.getTranslation("editor.json"));
        return new ValueInput<>(area, area, Json.mapper()::readTree, JsonNode::toPrettyString);
    }

    private TextArea area() {
        TextArea area = new TextArea(label);
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.setMaxRows(16);
        return area;
    }

    private @Nullable LocalDateTime local(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.asString(""))
                    .atZoneSameInstant(zone)
                    .toLocalDateTime();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal decimal(JsonNode node) {
        try {
            return new BigDecimal(node.asString(""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
