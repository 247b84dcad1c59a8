package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.dom.Element;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One field with the values that it has on different sides, next to each other. What is new in a value against the
 * earlier one is underlined as well as coloured; the earlier value is one click away.
 */
public final class DiffCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final int LONG_TEXT = 320;
    private static final int MANY_LINES = 6;
    private static final AtomicLong NUMBER = new AtomicLong();

    private final ZoneId zone;
    private final String titleId = "field-" + NUMBER.incrementAndGet();
    private final Div header = new Div();
    private final Div before = new Div();
    private final transient @Nullable String base;
    private boolean clamped;
    private @Nullable RadioButtonGroup<Integer> group;

    /**
     * A value of one side.
     *
     * @param source whose it is
     * @param at since when; none if that is not known
     * @param value as people read it; empty for none
     * @param tag what is to be said of it, such as "chosen"; empty for nothing
     * @param isPrompt whether {@code value} is no value, but asks for one
     * @param address where what it refers to is shown; empty for nowhere
     */
    public record Side(
            String source, @Nullable Instant at, String value, String tag, boolean isPrompt, String address) {
        public Side(String source, @Nullable Instant at, String value, String tag) {
            this(source, at, value, tag, false, "");
        }

        /** A place for a value that is yet to come. */
        public static Side prompt(String source, String text) {
            return new Side(source, null, text, "", true, "");
        }

        public Side at(String there) {
            return new Side(source, at, value, tag, isPrompt, there);
        }
    }

    /**
     * @param title the field
     * @param base the value that both sides started from; none if that is not known
     */
    public DiffCard(String title, @Nullable String base, ZoneId zone) {
        this.base = base;
        this.zone = zone;
        addClassNames("card", "diff");
        H2 name = new H2(title);
        name.setId(titleId);
        header.addClassName("diff-head");
        header.add(name);
        before.addClassName("diff-before");
        before.setVisible(false);
        add(header, before);
        getElement().setAttribute("aria-labelledby", titleId);
    }

    /** Shows the values only. */
    public DiffCard sides(List<Side> sides) {
        Div row = new Div();
        row.addClassName("diff-sides");
        for (int i = 0; i < sides.size(); i++) {
            Div box = new Div(side(sides, i));
            box.addClassName("diff-box");
            row.add(box);
        }
        add(row);
        expander(sides);
        return this;
    }

    /** Lets the person choose one; {@code chosen} is its place in the list, {@code onChoose} is told the place. */
    public DiffCard choice(List<Side> sides, @Nullable Integer chosen, Consumer<Integer> onChoose) {
        RadioButtonGroup<Integer> choices = new RadioButtonGroup<>();
        choices.addClassName("diff-choice");
        choices.setAriaLabelledBy(titleId);
        choices.setItems(IntStream.range(0, sides.size()).boxed().toList());
        choices.setRenderer(new ComponentRenderer<Component, Integer>(place -> side(sides, place)));
        if (chosen != null) {
            choices.setValue(chosen);
        }
        choices.addValueChangeListener(change -> {
            Integer value = change.getValue();
            if (value != null) {
                onChoose.accept(value);
            }
        });
        group = choices;
        add(choices);
        expander(sides);
        return this;
    }

    /** Chooses for the person, as if it had been clicked. */
    public void choose(int place) {
        if (group != null) {
            group.setValue(place);
        }
    }

    /** Leads to the choice. */
    public void focus() {
        getElement().executeJs("(this.querySelector('input:checked') ?? this.querySelector('input'))?.focus()");
    }

    /** Lets the earlier value be shown; to be called after the sides are there. */
    public DiffCard withBase(String label, String text) {
        before.setText(label + ": " + text);
        NativeButton toggle = new NativeButton(label);
        toggle.addClassName("link-button");
        toggle.getElement().setAttribute("aria-expanded", "false");
        toggle.addClickListener(click -> {
            before.setVisible(!before.isVisible());
            toggle.getElement().setAttribute("aria-expanded", Boolean.toString(before.isVisible()));
        });
        header.add(toggle);
        return this;
    }

    private void expander(List<Side> sides) {
        if (sides.stream().noneMatch(side -> isLong(side.value()))) {
            return;
        }
        clamped = true;
        addClassName("clamped");
        NativeButton all = new NativeButton(getTranslation("diff.all"));
        all.addClassName("link-button");
        all.getElement().setAttribute("aria-expanded", "false");
        all.addClickListener(click -> {
            clamped = !clamped;
            setClassName("clamped", clamped);
            all.setText(getTranslation(clamped ? "diff.all" : "diff.less"));
            all.getElement().setAttribute("aria-expanded", Boolean.toString(!clamped));
        });
        header.add(all);
    }

    private static boolean isLong(String text) {
        return text.length() > LONG_TEXT || text.lines().count() > MANY_LINES;
    }

    private Component side(List<Side> sides, int place) {
        Side side = sides.get(place);
        Span source = new Span(side.source());
        if (side.at() != null) {
            RelativeTime time = new RelativeTime(zone);
            time.show(side.at());
            source.add(new Span(" · "), time);
        }
        source.addClassNames("diff-source", "muted");
        Div value = new Div();
        value.addClassName("diff-value");
        value.getElement().setAttribute("dir", "auto");
        if (side.address().isEmpty()) {
            fill(value, side.value(), against(sides, place));
        } else {
            Anchor there = new Anchor(side.address(), side.value(), AnchorTarget.BLANK); // what was chosen here stays
            there.addClassName("row-link");
            value.add(there);
        }
        value.setClassName("muted", side.isPrompt() || side.value().isEmpty());
        Div box = new Div(source, value);
        box.addClassName("diff-side");
        if (!side.tag().isEmpty()) {
            Span tag = new Span(side.tag());
            tag.addClassName("tag");
            tag.getElement().setAttribute("data-tone", "ok");
            box.add(tag);
        }
        return box;
    }

    /** What a value is compared with: where both started from, else the other side. */
    private @Nullable String against(List<Side> sides, int place) {
        if (base != null || sides.size() < 2 || place > 1) {
            return place > 1 ? null : base;
        }
        return sides.get(1 - place).value();
    }

    private void fill(Div value, String text, @Nullable String against) {
        if (text.isEmpty()) {
            value.setText(getTranslation("diff.nothing"));
        } else if (against == null || against.isEmpty()) {
            value.setText(text);
        } else {
            for (TextChanges.Part part : TextChanges.of(text, against)) {
                value.getElement()
                        .appendChild(
                                part.changed()
                                        ? new Element("mark").setText(part.text())
                                        : new Element("span").setText(part.text()));
            }
        }
    }
}
