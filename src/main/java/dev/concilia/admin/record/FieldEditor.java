package dev.concilia.admin.record;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * One field of a record in a form.
 *
 * @param <V> what the input holds
 */
final class FieldEditor<V> {
    private final String field;
    private final AbstractField<?, V> input;
    private final HasValidationProperties validation;
    private final @Nullable V before;
    private final Function<V, JsonNode> read;
    private final Consumer<String> help;
    private boolean refused;

    /** {@code input} shows the value as it is; {@code read} makes JSON of what a person typed, or throws for what is none. */
    <C extends AbstractField<?, V> & HasValidationProperties & HasHelper> FieldEditor(
            String field, C input, Function<V, JsonNode> read) {
        this.field = field;
        this.input = input;
        this.validation = input;
        this.before = input.getValue();
        this.read = read;
        this.help = input::setHelperText;
        input.addValueChangeListener(change -> accept());
    }

    String field() {
        return field;
    }

    Component input() {
        return input;
    }

    /** Whether a person has changed it; what was not changed is not sent. */
    boolean isTouched() {
        return !input.isReadOnly() && !Objects.equals(before, input.getValue());
    }

    /** Whether the browser could make nothing of what was typed. */
    boolean isUnreadable() {
        return validation.isInvalid() && !refused;
    }

    /** The value to send: null clears the field. Throws {@link JacksonException} for broken JSON. */
    JsonNode value() {
        return input.isEmpty() ? NullNode.getInstance() : read.apply(input.getValue());
    }

    void refuse(String why) {
        refused = true;
        validation.setErrorMessage(why);
        validation.setInvalid(true);
    }

    void accept() {
        if (refused) {
            refused = false;
            validation.setInvalid(false);
        }
    }

    /** Shows the value, but takes no other, and says why. */
    void lock(String why) {
        input.setReadOnly(true);
        help(why);
    }

    void help(String text) {
        help.accept(text);
    }

    void focus() {
        input.getElement().callJsFunction("focus");
    }
}
