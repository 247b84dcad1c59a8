package dev.concilia.admin.record;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields with what they were and what they became; what they refer to by its name, as a link where that takes nobody away from a form. */
final class ChangeList extends UnorderedList {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    private final String entity;
    private final transient RecordNames.Known names;
    private final boolean linked;

    ChangeList(String entity, List<RecordVersion.Change> changes, RecordNames.Known names, boolean linked) {
        this.entity = entity;
        this.names = names;
        this.linked = linked;
        addClassName("changes");
        for (RecordVersion.Change change : changes) {
            Span field = new Span(names.words().field(entity, change.field()));
            field.addClassName("muted");
            ListItem item = new ListItem(field);
            Element values = new Element("span");
            if (isThere(change.before())) {
                values.appendChild(value("del", change.field(), change.before()));
                values.appendChild(new Element("span").setText(" → ").setAttribute("aria-hidden", "true"));
            }
            values.appendChild(value("ins", change.field(), change.after()));
            item.getElement().appendChild(values);
            add(item);
        }
    }

    private static boolean isThere(@Nullable JsonNode value) {
        return value != null && !value.isMissingNode() && !value.isNull();
    }

    private Element value(String tag, String field, JsonNode value) {
        String text = names.text(entity, field, value);
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        Optional<RecordKey> target = linked ? names.target(entity, field, value) : Optional.empty();
        return target.map(there -> new Element(tag)
                        .appendChild(new Element("a")
                                .setText(shown)
                                .setAttribute("href", RecordLink.to(there.entity(), there.id()))))
                .orElseGet(() -> new Element(tag).setText(shown));
    }
}
