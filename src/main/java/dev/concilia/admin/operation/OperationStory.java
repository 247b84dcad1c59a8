package dev.concilia.admin.operation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.FieldReasons;
import dev.concilia.catalog.FieldError;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Refusal;
import java.util.List;

/** Each time that an operation arrived, newest first: how it ended, and which fields did not fit. */
final class OperationStory extends Section {
    private static final long serialVersionUID = 1L;

    OperationStory(List<OperationDesk.Row> story, OperationWords words, Dates dates) {
        addClassNames("card", "story");
        UnorderedList list = new UnorderedList();
        list.addClassName("plain-list");
        story.forEach(row -> list.add(item(row.line(), words, dates)));
        add(new H2(getTranslation("operation.story", story.size())), list);
    }

    private ListItem item(OperationLog.Line line, OperationWords words, Dates dates) {
        Span tag = new Span(words.outcome(line.outcome()));
        tag.addClassName("tag");
        tag.getElement().setAttribute("data-tone", OperationWords.tone(line.outcome()));
        Span at = new Span(dates.moment(line.at()));
        at.addClassName("muted");
        Div said = new Div(new Div(tag, at), new Div(words.reason(line)));
        said.addClassName("key-words");
        Refusal refusal = line.reason();
        if (refusal != null) {
            refusal.fields().forEach(field -> said.add(field(line, field, words)));
        }
        return new ListItem(said);
    }

    /** The path in the reader's words where it is a field of the catalog, and why it did not fit. */
    private Component field(OperationLog.Line line, FieldError field, OperationWords words) {
        Div problem = new Div(
                words.records().field(line.entity(), field.path()) + ": " + FieldReasons.of(this, field, field.path()));
        problem.addClassName("muted");
        return problem;
    }
}
