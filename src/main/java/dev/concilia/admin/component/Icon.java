package dev.concilia.admin.component;

import com.vaadin.flow.component.html.Span;

/** A drawing from {@code icons/}, in the colour of the text beside it; it says nothing that a word does not say too. */
public final class Icon extends Span {
    private static final long serialVersionUID = 1L;

    public Icon(String name) {
        addClassName("icon");
        getStyle().set("--icon", "url(icons/" + name + ".svg)");
        getElement().setAttribute("aria-hidden", "true");
    }
}
