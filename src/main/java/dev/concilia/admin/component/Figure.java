package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;

/** One number that matters: label, value, and what to make of it. */
public final class Figure extends Div {
    private static final long serialVersionUID = 1L;

    private final Div value = new Div();
    private final Div detail = new Div();

    public Figure(String label) {
        this(new Div(label));
    }

    /** A figure of which all leads to a page with more of it. */
    public static Figure link(String label, String address) {
        Anchor name = new Anchor(address, label);
        name.addClassName("figure-link");
        return new Figure(new Div(name));
    }

    private Figure(Div name) {
        addClassNames("card", "figure");
        name.addClassName("muted");
        value.addClassName("figure-value");
        detail.addClassNames("figure-detail", "muted");
        add(name, value, detail);
    }

    public void show(String number, String explanation) {
        value.setText(number);
        detail.setText(explanation);
    }

    /** Colours the number as something to look at. */
    public void warn(boolean on) {
        value.setClassName("warning", on);
    }

    /** Puts components in the places of number and explanation. */
    public void place(Component number, Component explanation) {
        value.removeAll();
        value.add(number);
        detail.removeAll();
        detail.add(explanation);
    }
}
