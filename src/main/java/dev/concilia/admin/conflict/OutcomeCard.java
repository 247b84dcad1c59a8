package dev.concilia.admin.conflict;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Dates;
import dev.concilia.sync.Conflict;
import org.jspecify.annotations.Nullable;

/** What stands where the decision would be: it was made, or is not this person's to make. */
final class OutcomeCard extends Div {
    private static final long serialVersionUID = 1L;

    /** {@code next}: the address of the next open conflict; {@code undo}: none for those who may not. */
    OutcomeCard(Names names, Conflict conflict, Dates dates, @Nullable String next, @Nullable Runnable undo) {
        addClassNames("card", "decision");
        Conflict.Resolution resolution = conflict.resolution();
        if (resolution == null) {
            add(new Paragraph(getTranslation("conflict.lookOnly")));
            return;
        }
        add(new Paragraph(getTranslation(
                "conflict.outcome." + resolution,
                names.person(conflict.resolvedBy()),
                dates.moment(conflict.resolvedAt()))));
        if (conflict.note() != null) {
            Paragraph note = new Paragraph(conflict.note());
            note.addClassName("said");
            add(note);
        }
        Div buttons = new Div();
        buttons.addClassName("actions");
        if (undo != null && conflict.undo() != null) {
            buttons.add(new ActButton(getTranslation("conflict.takeBack"), undo));
        }
        if (next != null) {
            Anchor link = new Anchor(next, getTranslation("conflict.nextOpen"));
            link.addClassName("quiet-link");
            link.getElement().setAttribute("data-next", true);
            buttons.add(link);
        }
        add(buttons);
    }
}
