package dev.concilia.admin.record;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.RecordVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields with what they were and what they became. */
final class ChangeList extends UnorderedList {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    ChangeList(EntityType type, List<RecordVersion.Change> changes, RecordNames.Known names) {
        addClassName("changes");
        for (RecordVersion.Change change : changes) {
            Span field = new Span(names.words().field(type.name(), change.field()));
            field.addClassName("muted");
            ListItem item = new ListItem(field);
            Element values = new Element("span");
            if (isThere(change.before())) {
                values.appendChild(new Element("del").setText(text(type, change.field(), change.before(), names)));
                values.appendChild(new Element("span").setText(" → ").setAttribute("aria-hidden", "true"));
            }
            values.appendChild(new Element("ins").setText(text(type, change.field(), change.after(), names)));
            item.getElement().appendChild(values);
            add(item);
        }
    }

    private static boolean isThere(@Nullable JsonNode value) {
        return value != null && !value.isMissingNode() && !value.isNull();
    }

    private static String text(EntityType type, String field, JsonNode value, RecordNames.Known names) {
        String text = names.text(type, field, value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
