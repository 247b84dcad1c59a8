package dev.concilia.admin.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.device.Badge;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices by badge; pressing one shows only those. The choice is in the address. */
final class Filter extends Div {
    private static final long serialVersionUID = 1L;

    private final NativeButton all = chip(null);
    private final Map<Badge, NativeButton> chips = new EnumMap<>(Badge.class);

    Filter() {
        addClassName("chips");
        getElement().setAttribute("role", "group").setAttribute("aria-label", getTranslation("overview.filter"));
        add(all);
        List.of(Badge.values()).reversed().forEach(badge -> {
            NativeButton chip = chip(badge);
            chips.put(badge, chip);
            add(chip);
        });
    }

    void show(Fleet fleet, @Nullable Badge chosen) {
        all.setText(getTranslation("overview.all", fleet.devices().size()));
        press(all, chosen == null);
        chips.forEach((badge, chip) -> {
            int count = fleet.count(badge);
            chip.setText(getTranslation(word(fleet, badge)) + " " + count);
            chip.setVisible(count > 0 || badge == chosen);
            press(chip, badge == chosen);
        });
    }

    private static String word(Fleet fleet, Badge badge) {
        List<String> words = fleet.devices().stream()
                .filter(device -> device.badge() == badge)
                .map(BadgeLabel::key)
                .distinct()
                .toList();
        return words.size() == 1 ? words.getFirst() : BadgeLabel.key(badge);
    }

    private static void press(NativeButton chip, boolean pressed) {
        chip.getElement().setAttribute("aria-pressed", Boolean.toString(pressed));
    }

    private static NativeButton chip(@Nullable Badge badge) {
        NativeButton chip = new NativeButton();
        chip.addClassName("chip");
        if (badge != null) {
            chip.getElement().setAttribute("data-state", BadgeLabel.token(badge));
        }
        chip.addClickListener(click -> UI.getCurrent()
                .navigate(
                        OverviewView.class,
                        badge == null
                                ? QueryParameters.empty()
                                : QueryParameters.of(OverviewView.STATE, BadgeLabel.token(badge))));
        return chip;
    }
}
