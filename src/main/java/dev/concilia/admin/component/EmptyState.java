package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What a list shows while it is empty: why, and what to do next. */
public final class EmptyState extends Div {
    private static final long serialVersionUID = 1L;

    public EmptyState(String icon, String title, String text, Component... next) {
        addClassName("empty");
        add(new Icon(icon), new H2(title), new Paragraph(text));
        add(next);
    }
}
