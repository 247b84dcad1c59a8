package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.admin.component.Figure;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.alert.BackupWatch.LastBackup;
import dev.concilia.device.Badge;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The numbers at the top of the overview. A count that nobody vouches for is a dash, never a zero. */
final class Figures extends Div {
    private static final long serialVersionUID = 1L;

    private final Figure unsent = Figure.link(getTranslation("figure.unsent"), "devices");
    private final Figure conflicts = Figure.link(getTranslation("figure.conflicts"), "conflicts");
    private final Figure backup = Figure.link(getTranslation("backup.title"), "backups");
    private final Figure devices = Figure.link(getTranslation("figure.devices"), "devices");
    private final RelativeTime oldest;
    private final Span oldestText = new Span();
    private final Span total = new Span();
    private final Span unsentValue = new Span();
    private final Map<Badge, Span> shares = new EnumMap<>(Badge.class);
    private final ZoneId zone;

    Figures(ZoneId zone) {
        this.zone = zone;
        addClassName("figures");
        oldest = new RelativeTime(zone);
        unsent.place(unsentValue, new Span(oldestText, oldest));
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
        add(unsent, conflicts, backup, devices);
    }

    void show(Fleet fleet) {
        unsent(fleet);
        conflicts.show(number(fleet.openConflicts()), getTranslation("figure.conflicts.detail", fleet.openConflicts()));
        conflicts.warn(fleet.openConflicts() > 0);
        total.setText(number(fleet.devices().size()));
        shares.forEach((badge, share) -> {
            share.getStyle().set("flex-grow", Integer.toString(fleet.count(badge)));
            share.setVisible(fleet.count(badge) > 0);
        });
    }

    /** When the hub was last saved, and how that stands: state and colour never without the word. */
    void show(Safety safety, @Nullable LastBackup last) {
        Span word = new Span(getTranslation("backup." + safety));
        Span detail = new Span(getTranslation("backup." + safety + ".text"));
        if (last == null || safety == Safety.LATE) {
            backup.place(word, detail);
        } else {
            RelativeTime at = new RelativeTime(zone);
            at.show(Optional.ofNullable(last.verifiedAt()).orElse(last.startedAt()));
            word.addClassName("tag");
            word.getElement().setAttribute("data-tone", safety.tone());
            backup.place(at, new Span(word, new Span(" "), detail));
        }
        backup.warn(safety.isWorry());
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
