package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.admin.component.Figure;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The numbers at the top of the overview. A count that nobody vouches for is a dash, never a zero. */
final class Figures extends Div {
    private static final long serialVersionUID = 1L;

    private final Figure unsent = new Figure(getTranslation("figure.unsent"));
    private final Figure conflicts = new Figure(getTranslation("figure.conflicts"));
    private final Figure contact = new Figure(getTranslation("figure.contact"));
    private final Figure devices = new Figure(getTranslation("figure.devices"));
    private final RelativeTime oldest;
    private final Span oldestText = new Span();
    private final RelativeTime seen;
    private final Span seenBy = new Span();
    private final Span total = new Span();
    private final Span unsentValue = new Span();
    private final Map<Badge, Span> shares = new EnumMap<>(Badge.class);

    Figures(ZoneId zone) {
        addClassName("figures");
        oldest = new RelativeTime(zone);
        seen = new RelativeTime(zone);
        unsent.place(unsentValue, new Span(oldestText, oldest));
        contact.place(seen, seenBy);
        Div bar = new Div();
        bar.addClassName("shares");
        bar.getElement().setAttribute("aria-hidden", "true");
        List.of(Badge.values()).reversed().forEach(badge -> {
            Span share = new Span();
            share.getElement().setAttribute("data-state", BadgeLabel.token(badge));
            shares.put(badge, share);
            bar.add(share);
        });
        devices.place(total, bar);
        add(unsent, conflicts, contact, devices);
    }

    void show(Fleet fleet) {
        unsent(fleet);
        conflicts.show(number(fleet.openConflicts()), getTranslation("figure.conflicts.detail", fleet.openConflicts()));
        conflicts.warn(fleet.openConflicts() > 0);
        Device last = fleet.lastSeen().orElse(null);
        seen.show(last == null ? null : last.state().lastSeenAt());
        seenBy.setText(last == null ? getTranslation("figure.contact.none") : last.name());
        total.setText(number(fleet.devices().size()));
        shares.forEach((badge, share) -> {
            share.getStyle().set("flex-grow", Integer.toString(fleet.count(badge)));
            share.setVisible(fleet.count(badge) > 0);
        });
    }

    private void unsent(Fleet fleet) {
        OptionalInt known = fleet.unsent();
        int silent = fleet.silentOnUnsent();
        String value = known.isPresent() ? number(known.getAsInt()) : "–";
        unsentValue.setText(known.isPresent() && silent > 0 ? "≥ " + value : value);
        boolean held = known.orElse(0) > 0 && fleet.oldestUnsent().isPresent();
        oldest.setVisible(held && silent == 0);
        oldest.show(fleet.oldestUnsent().orElse(null));
        oldestText.setText(
                silent > 0
                        ? getTranslation("figure.unsent.unknown", silent)
                        : getTranslation(held ? "figure.unsent.oldest" : "figure.unsent.none"));
    }

    private String number(int value) {
        return NumberFormat.getIntegerInstance(getLocale()).format(value);
    }
}
