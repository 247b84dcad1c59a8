package dev.concilia.admin.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.CopyButton;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.RecordState;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a record, in the catalog's order; as the devices see it, one click away. */
final class RecordFacts extends Section {
    private static final long serialVersionUID = 1L;

    RecordFacts(EntityType type, RecordState record, RecordNames.Known names) {
        addClassName("card");
        ObjectNode data = record.data();
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        Set<String> fields =
                new LinkedHashSet<>(type.schema().path("properties").propertyNames());
        fields.addAll(data.propertyNames());
        fields.remove("id");
        for (String field : fields) {
            JsonNode value = data.get(field);
            if (value != null && !value.isNull()) {
                fact(facts, names.words().field(type.name(), field), value(type.name(), field, value, names));
            }
        }
        fact(
                facts,
                names.words().field(type.name(), "id"),
                new Span(record.key().id()));
        String raw = data.toPrettyString();
        Pre json = new Pre(raw);
        json.addClassNames("code", "raw");
        json.getElement().setAttribute("tabindex", "0");
        Details details = new Details(
                getTranslation("record.raw"), json, new CopyButton(getTranslation("record.raw.copy"), raw, json));
        add(new H2(getTranslation("record.fields")), facts, details);
    }

    private static Component value(String entity, String field, JsonNode value, RecordNames.Known names) {
        String text = names.text(entity, field, value);
        return names.target(entity, field, value)
                .<Component>map(there -> new Anchor(RecordLink.to(there.entity(), there.id()), text))
                .orElseGet(() -> {
                    Div shown = new Div(value.isContainer() ? value.toPrettyString() : text);
                    shown.addClassName(value.isContainer() ? "raw" : "value");
                    shown.getElement().setAttribute("dir", "auto");
                    return shown;
                });
    }

    private static void fact(DescriptionList facts, String name, Component value) {
        DescriptionList.Description said = new DescriptionList.Description();
        said.add(value);
        Div pair = new Div(new DescriptionList.Term(name), said);
        facts.getElement().appendChild(pair.getElement());
    }
}
