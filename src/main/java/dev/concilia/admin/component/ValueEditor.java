package dev.concilia.admin.component;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.binder.HasValidator;
import com.vaadin.flow.data.binder.ValueContext;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field to type one value of a record in: of the kind that its schema asks for, and saying what does not fit before
 * anything is sent. Nothing typed means that the record has no such value.
 */
public final class ValueEditor extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final String field;
    private final transient ValueInput<?> input;
    private final transient List<JsonNode> had;
    private transient Runnable changed = () -> {};
    private transient @Nullable Object shown;
    private boolean showing;

    /** What the editors of a record's fields have in common; {@code names} knows what they refer to. */
    public record Source(Catalog catalog, EntityType type, Dates dates, RecordNames.Known names) {}

    /**
     * @param label the field's name for people
     * @param had values that the field has had, which it can show again; missing ones and null are none
     */
    public ValueEditor(Source source, String field, String label, JsonNode... had) {
        this.source = source;
        this.field = field;
        addClassName("value-editor");
        this.had = Arrays.stream(had)
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .toList();
        input = new ValueInputs(this, source.dates(), label)
                .of(
                        source.type(),
                        field,
                        this.had,
                        source.names().referents(source.type().name(), field));
        if (input.component() instanceof HasValidation validated) {
            validated.setManualValidation(true);
        }
        if (input.component() instanceof HasValidator<?> validator) {
            validator.addValidationStatusChangeListener(
                    change -> check()); // the browser made nothing of it, or does again
        }
        input.field().addValueChangeListener(change -> {
            if (!showing) {
                check();
                changed.run();
            }
        });
        shown = input.field().getValue();
        add(input.component());
    }

    public String field() {
        return field;
    }

    /** What runs when the person has typed something. */
    public void onChange(Runnable work) {
        changed = work;
    }

    /** Shows a value; a missing one or null is nothing. */
    public void show(JsonNode value) {
        showing = true;
        input.show(value.isNull() ? MissingNode.getInstance() : value);
        shown = input.field().getValue();
        showing = false;
    }

    /** Whether a person has made something else of what was shown. */
    public boolean isTouched() {
        return !Objects.equals(shown, input.field().getValue());
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
        Optional<String> defect = unreadable().or(this::misfit);
        say(defect.orElse(""));
        return defect.isEmpty();
    }

    /** As {@link #check}, but leaves the rules of the catalog to those who know the whole record. */
    public boolean checkReadable() {
        Optional<String> defect = unreadable();
        say(defect.orElse(""));
        return defect.isEmpty();
    }

    /** Says why the hub does not take what was typed. */
    public void refuse(FieldError error) {
        say(reason(error, value()));
    }

    /** Shows the value, but takes no other, and says why. */
    public void lock(String why) {
        input.field().setReadOnly(true);
        if (input.component() instanceof HasHelper helper) {
            helper.setHelperText(why);
        }
    }

    public void focus() {
        if (input.component() instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }

    private void say(String defect) {
        if (input.component() instanceof HasValidation validated) {
            validated.setErrorMessage(defect);
            validated.setInvalid(!defect.isEmpty());
        }
    }

    /** What is no value at all, or refers to nothing. */
    private Optional<String> unreadable() {
        if (isMistyped()) {
            return Optional.of(getTranslation("fieldError.type"));
        }
        if (input.component() instanceof RecordPicker picker && !had.contains(input.read()) && !picker.isKnown()) {
            return Optional.of(getTranslation("fieldError.reference"));
        }
        try {
            input.read();
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of(getTranslation("editor.broken"));
        }
    }

    private Optional<String> misfit() {
        JsonNode value = input.read();
        ObjectNode patch = Json.mapper().createObjectNode();
        patch.set(field, value.isMissingNode() ? NullNode.getInstance() : value);
        List<FieldError> errors = source.catalog().validator().validate(source.type(), patch, true);
        return errors.stream().findFirst().map(error -> reason(error, value));
    }

    /** What the browser has in the field is no number or date. */
    private boolean isMistyped() {
        return input.component() instanceof HasValidator<?> validator
                && input.component() instanceof HasValue<?, ?> value
                && value.isEmpty()
                && validator
                        .getDefaultValidator()
                        .apply(null, new ValueContext())
                        .isError();
    }

    private String reason(FieldError error, JsonNode value) {
        int longest = source.type()
                .schema()
                .path("properties")
                .path(field)
                .path("maxLength")
                .asInt(0);
        return error.code().equals("max_length") && error.path().equals(field) && value.isString()
                ? getTranslation(
                        "fieldError.max_length.of", longest, value.stringValue().length())
                : FieldReasons.of(this, error, field);
    }
}
