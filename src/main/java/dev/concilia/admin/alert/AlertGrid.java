package dev.concilia.admin.alert;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Alerts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** All alerts, newest first, also those that have recovered. */
final class AlertGrid extends ListGrid<Alert> {
    private static final long serialVersionUID = 1L;
    private static final String STATE = "state";
    private static final String KIND = "kind";

    AlertGrid(AlertTexts texts, Dates dates) {
        super("", Alert::id);
        setAriaLabel(getTranslation("alerts.history"));
        with("state", alert -> getTranslation(AlertWords.key(alert.state())));
        with("tone", AlertWords::tone);
        with("name", alert -> texts.name(alert.kind(), dates.language()));
        with("text", alert -> texts.sentence(alert, dates.language(), dates.zone()));
        with("raised", alert -> Dates.millis(alert.raisedAt()));
        with("recovered", alert -> Dates.millis(alert.recoveredAt()));
        with("over", alert -> alert.recoveredAt() != null);
        with("zone", alert -> dates.zone().getId());
        card("<div class=\"row-card\"><div><b>${item.name}</b>" + Cells.tag("tone", "state")
                + "</div><div class=\"muted wrap\">${item.text}</div></div>");
        column(getTranslation("alerts.state"), Cells.tag("tone", "state"), 136, 0);
        column(getTranslation("alerts.kind"), "<b>${item.name}</b>", 160, 1);
        column(getTranslation("alerts.what"), "<span class=\"cut\" title=${item.text}>${item.text}</span>", 240, 4);
        number(getTranslation("alerts.raised"), "<span class=\"muted\">" + Cells.time("raised") + "</span>", 136);
        number(
                getTranslation("alerts.recovered"),
                "<span class=\"muted\" ?hidden=${!item.over}>" + Cells.time("recovered") + "</span>",
                136);
    }

    static FilterBar filters(Component place, AlertTexts texts, Locale language) {
        return new FilterBar()
                .choice(
                        STATE,
                        place.getTranslation("alerts.state"),
                        place.getTranslation("alerts.anyState"),
                        Arrays.stream(Alert.State.values())
                                .map(state -> new FilterBar.Option(
                                        AlertWords.token(state), place.getTranslation(AlertWords.key(state))))
                                .toList())
                .choice(
                        KIND,
                        place.getTranslation("alerts.kind"),
                        place.getTranslation("alerts.anyKind"),
                        Arrays.stream(AlertKind.values())
                                .map(kind -> new FilterBar.Option(AlertWords.token(kind), texts.name(kind, language)))
                                .toList());
    }

    /** What the filters say; they hold values of theirs only. */
    static Alerts.Filter wanted(FilterBar filters) {
        Optional<Alert.State> state =
                filters.value(STATE).map(text -> Alert.State.valueOf(text.toUpperCase(Locale.ROOT)));
        Optional<AlertKind> kind = filters.value(KIND).map(text -> AlertKind.valueOf(text.toUpperCase(Locale.ROOT)));
        return new Alerts.Filter(state.orElse(null), kind.orElse(null));
    }

    static EmptyState empty(Component place, boolean filtered) {
        return filtered
                ? new EmptyState(
                        "alert", place.getTranslation("alerts.noneFound"), place.getTranslation("list.noneFound.text"))
                : new EmptyState(
                        "check", place.getTranslation("alerts.none"), place.getTranslation("alerts.none.text"));
    }
}
