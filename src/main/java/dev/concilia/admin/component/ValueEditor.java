package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.binder.HasValidator;
import com.vaadin.flow.data.binder.ValueContext;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.Json;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/**
 * A field to type one value of a record in: of the kind that its schema asks for, and saying what does not fit before
 * anything is sent. Nothing typed means that the record has no such value.
 */
public final class ValueEditor extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Catalog catalog;
    private final transient EntityType type;
    private final String field;
    private final transient ValueInput<?> input;
    private transient Runnable changed = () -> {};

    /**
     * @param label the field's name for people
     * @param sample a value that the field has had, for its kind where the catalog does not know the field
     */
    public ValueEditor(Catalog catalog, EntityType type, String field, String label, JsonNode sample, ZoneId zone) {
        this.catalog = catalog;
        this.type = type;
        this.field = field;
        addClassName("value-editor");
        input = new ValueInputs(this, getLocale(), label, zone)
                .of(
                        schema(),
                        type.moneyFields().contains(field),
                        sample,
                        value -> type.valueLabel(field, value, getLocale()));
        if (input.component() instanceof HasValidation validated) {
            validated.setManualValidation(true);
        }
        input.field().addValueChangeListener(change -> {
            if (change.isFromClient()) {
                check();
                changed.run();
            }
        });
        add(input.component());
    }

    /** What runs when the person has typed something. */
    public void onChange(Runnable work) {
        changed = work;
    }

    /** Shows a value; a missing one or null is nothing. */
    public void show(JsonNode value) {
        input.show(value.isNull() ? MissingNode.getInstance() : value);
    }

    /** What was typed; missing for nothing, or for what cannot be read. */
    public JsonNode value() {
        try {
            return input.read();
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Says at the field what does not fit; whether all is well. */
    public boolean check() {
        Optional<String> defect = defect();
        if (input.component() instanceof HasValidation validated) {
            validated.setErrorMessage(defect.orElse(""));
            validated.setInvalid(defect.isPresent());
        }
        return defect.isEmpty();
    }

    public void focus() {
        if (input.component() instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }

    private Optional<String> defect() {
        if (isUnreadable(input.component())) {
            return Optional.of(getTranslation("editor.error.type"));
        }
        JsonNode value;
        try {
            value = input.read();
        } catch (JacksonException e) {
            return Optional.of(getTranslation("editor.error.json"));
        }
        var patch = Json.mapper().createObjectNode();
        patch.set(field, value.isMissingNode() ? NullNode.getInstance() : value);
        List<FieldError> errors = catalog.validator().validate(type, patch, true);
        return errors.stream().findFirst().map(error -> text(error, value));
    }

    /** What the browser has in the field is no number or date. */
    private static boolean isUnreadable(Component component) {
        return component instanceof HasValidator<?> validator
                && component instanceof com.vaadin.flow.component.HasValue<?, ?> value
                && value.isEmpty()
                && validator
                        .getDefaultValidator()
                        .apply(null, new ValueContext())
                        .isError();
    }

    private String text(FieldError error, JsonNode value) {
        int length = value.isString() ? value.stringValue().length() : 0;
        return getTranslation(
                "editor.error." + error.code(), schema().path("maxLength").asInt(0), length);
    }

    private JsonNode schema() {
        return type.schema().path("properties").path(field);
    }

    Component component() {
        return input.component();
    }
}
