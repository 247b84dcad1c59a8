package dev.concilia.admin.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertTexts;
import java.util.Optional;

/** One alert that has not recovered: what happened, what to do, where, and who looks after it. */
final class AlertItem extends ListItem {
    private static final long serialVersionUID = 1L;

    /** {@code who}: the name of the person that looks after it, as far as there is one. */
    AlertItem(Alert alert, AlertTexts texts, Dates dates, String who) {
        addClassName("alert");
        getElement().setAttribute("data-tone", AlertWords.tone(alert));
        RelativeTime since = new RelativeTime(dates.zone());
        since.show(alert.raisedAt());
        since.addClassName("muted");
        Div head = new Div(
                new H3(texts.name(alert.kind(), dates.language())),
                AlertWords.tag(
                        AlertWords.tone(alert.kind().severity()),
                        getTranslation(AlertWords.key(alert.kind().severity()))),
                since);
        head.addClassName("alert-head");
        Paragraph advice = new Paragraph(texts.advice(alert.kind(), dates.language()));
        advice.addClassName("muted");
        add(head, new Paragraph(texts.sentence(alert, dates.language(), dates.zone())), advice);
        if (alert.state() == Alert.State.ACKNOWLEDGED) {
            add(attended(alert, dates, who));
        }
    }

    private Paragraph attended(Alert alert, Dates dates, String who) {
        Paragraph line = new Paragraph(getTranslation("alerts.attended", who, dates.moment(alert.acknowledgedAt())));
        line.addClassName("alert-note");
        Optional.ofNullable(alert.note()).ifPresent(note -> line.add(new Span(note)));
        return line;
    }

    /** The ways on from here. */
    void ways(Optional<AlertWords.Cause> cause, Button... actions) {
        Div foot = new Div(actions);
        foot.addClassName("actions");
        cause.ifPresent(c -> {
            Anchor way = new Anchor(c.address(), getTranslation(c.words()));
            way.addClassName("way");
            foot.add(way);
        });
        if (foot.getComponentCount() > 0) {
            add(foot);
        }
    }
}
