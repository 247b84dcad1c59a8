package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A component for one kind of value, with its way to and from JSON. */
record ValueInput<V>(
        Component component, HasValue<?, V> field, Function<V, JsonNode> write, Function<JsonNode, @Nullable V> parse) {

    void show(JsonNode value) {
        V shown = value.isMissingNode() ? null : parse.apply(value);
        field.setValue(shown == null ? field.getEmptyValue() : shown);
    }

    JsonNode read() {
        return field.isEmpty() ? MissingNode.getInstance() : write.apply(field.getValue());
    }
}
