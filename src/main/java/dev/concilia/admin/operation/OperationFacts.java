package dev.concilia.admin.operation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Dates;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.OperationLog;
import java.text.NumberFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who wanted what, when, and where it led. */
final class OperationFacts extends DescriptionList {
    private static final long serialVersionUID = 1L;
    private static final String UNKNOWN = "–";

    OperationFacts(OperationDesk.Row row, Optional<Conflict> conflict, OperationWords words, Dates dates) {
        addClassNames("card", "facts");
        OperationLog.Line line = row.line();
        Span outcome = new Span(words.outcome(line.outcome()));
        outcome.addClassName("tag");
        outcome.getElement().setAttribute("data-tone", OperationWords.tone(line.outcome()));
        fact("operation.outcome", outcome);
        fact("operation.record", link(OperationWords.address(row), words.name(row)));
        fact("operation.recordId", new Span(line.entityId()));
        fact("device.name", link(line.device() == null ? "" : "devices/" + line.device(), words.device(line.device())));
        fact("operation.at", new Span(dates.moment(line.at())));
        fact("operation.clientAt", new Span(line.clientAt() == null ? UNKNOWN : dates.moment(line.clientAt())));
        fact("operation.version", new Span(number(line.version())));
        conflict.ifPresent(c -> {
            fact("operation.base", new Span(number(c.baseVersion())));
            fact(
                    "operation.conflict",
                    link(
                            "conflicts/" + c.id(),
                            c.fields().stream()
                                    .map(field -> words.records().field(line.entity(), field))
                                    .collect(Collectors.joining(", "))));
        });
        Span id = new Span(line.operationId());
        id.addClassName("code");
        fact("operation.id", id);
    }

    private String number(java.lang.@org.jspecify.annotations.Nullable Long version) {
        return version == null
                ? UNKNOWN
                : NumberFormat.getIntegerInstance(getLocale()).format(version);
    }

    private static Component link(String address, String words) {
        return address.isEmpty() ? new Span(words) : new Anchor(address, words);
    }

    private void fact(String name, Component value) {
        Component term = new Term(getTranslation(name));
        Component said = new Description(value);
        getElement().appendChild(new Div(term, said).getElement());
    }
}
