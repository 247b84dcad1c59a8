package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/**
 * Chooses the input for a field by its schema or, where there is none, by the values that it has had. An input can show
 * all of those; what fits nothing else is typed as JSON.
 */
final class ValueInputs {
    private static final int ONE_LINE = 200;
    private static final Set<String> NUMBERS = Set.of("number", "integer");

    private final Component place;
    private final Dates dates;
    private final String label;

    ValueInputs(Component place, Dates dates, String label) {
        this.place = place;
        this.dates = dates;
        this.label = label;
    }

    /** {@code had}: values of the field, without null; {@code referents}: what it may refer to, if it does. */
    ValueInput<?> of(EntityType type, String field, List<JsonNode> had, Optional<Referents> referents) {
        JsonNode schema = type.schema().path("properties").path(field);
        boolean isText = had.stream().allMatch(JsonNode::isString);
        if (referents.isPresent() && isText) {
            return reference(referents.get());
        }
        List<String> options = schema.path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
        if (!options.isEmpty() && had.stream().allMatch(value -> options.contains(value.asString("")))) {
            return choice(options, value -> type.valueLabel(field, value, dates.language()));
        }
        Set<String> types = types(schema, had);
        boolean isNumber = type.moneyFields().contains(field) || types.stream().anyMatch(NUMBERS::contains);
        if (isNumber && had.stream().allMatch(value -> decimal(value) != null)) {
            return number(!had.isEmpty() && had.getFirst().isString());
        }
        if (types.equals(Set.of("boolean")) && had.stream().allMatch(JsonNode::isBoolean)) {
            return truth();
        }
        return types.equals(Set.of("string")) && isText ? text(schema, had) : structure();
    }

    /** Which there may be, but for null. */
    private static Set<String> types(JsonNode schema, List<JsonNode> had) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode said = schema.path("type");
        if (said.isString()) {
            types.add(said.stringValue());
        }
        said.valueStream().map(JsonNode::asString).forEach(types::add);
        types.remove("null");
        if (types.isEmpty()) {
            had.forEach(value -> types.add(value.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        return types.isEmpty() ? Set.of("string") : types;
    }

    private ValueInput<?> text(JsonNode schema, List<JsonNode> had) {
        String format = schema.path("format").asString("");
        if (format.equals("date-time") && had.stream().allMatch(value -> local(value) != null)) {
            return moment();
        }
        boolean isDated =
                format.equals("date") || schema.path("pattern").asString("").startsWith("^[0-9]{4}-(0[1-9]|1[0-2])");
        if (isDated && had.stream().allMatch(value -> date(value) != null)) {
            return day();
        }
        return line(schema.path("maxLength").asInt(ONE_LINE + 1) > ONE_LINE);
    }

    private ValueInput<String> reference(Referents referents) {
        RecordPicker picker = new RecordPicker(label, referents);
        return new ValueInput<>(picker, picker, StringNode::valueOf, node -> node.asString(""));
    }

    private ValueInput<String> choice(List<String> choices, UnaryOperator<String> called) {
        Select<String> select = new Select<>();
        select.setLabel(label);
        select.setItems(choices);
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption("–");
        select.setItemLabelGenerator(value -> value == null ? "–" : called.apply(value));
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
        select.setEmptySelectionCaption("–");
        select.setItemLabelGenerator(
                value -> value == null ? "–" : place.getTranslation(value ? "value.yes" : "value.no"));
        return new ValueInput<>(
                select, select, BooleanNode::valueOf, node -> node.isBoolean() ? node.booleanValue() : null);
    }

    /** {@code quoted}: it is written as a text that is a number, so it stays one. */
    private ValueInput<BigDecimal> number(boolean quoted) {
        BigDecimalField field = new BigDecimalField(label);
        field.setLocale(dates.language());
        field.setValueChangeMode(ValueChangeMode.LAZY);
        return new ValueInput<>(
                field,
                field,
                value -> quoted ? StringNode.valueOf(value.toPlainString()) : DecimalNode.valueOf(value),
                ValueInputs::decimal);
    }

    private ValueInput<LocalDate> day() {
        DatePicker picker = new DatePicker(label);
        picker.setLocale(dates.language());
        picker.setI18n(DateWords.picker(place, dates.language()));
        picker.setClearButtonVisible(true);
        return new ValueInput<>(picker, picker, value -> StringNode.valueOf(value.toString()), ValueInputs::date);
    }

    /** In the business's zone. */
    private ValueInput<LocalDateTime> moment() {
        DateTimePicker picker = new DateTimePicker(label);
        picker.setLocale(dates.language());
        picker.setStep(Duration.ofMinutes(1));
        picker.setDatePickerI18n(DateWords.picker(place, dates.language()));
        picker.setDateAriaLabel(label + ": " + place.getTranslation("editor.day"));
        picker.setTimeAriaLabel(label + ": " + place.getTranslation("editor.time"));
        picker.setHelperText(dates.zone().getId());
        return new ValueInput<>(
                picker,
                picker,
                value -> StringNode.valueOf(
                        value.atZone(dates.zone()).toInstant().toString()),
                this::local);
    }

    private ValueInput<String> line(boolean isLong) {
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
        area.setMaxRows(12);
        return area;
    }

    private @Nullable LocalDateTime local(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.asString(""))
                    .atZoneSameInstant(dates.zone())
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

    private static @Nullable LocalDate date(JsonNode node) {
        try {
            return LocalDate.parse(node.asString(""));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
