package dev.concilia.admin.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** The product's mark and name. */
public final class Brand {
    private Brand() {}

    public static Div mark() {
        Span sign = new Span();
        sign.addClassName("brand-sign");
        sign.getElement().setAttribute("aria-hidden", "true");
        Div mark = new Div(sign, new Span("Concilia"));
        mark.addClassName("brand");
        return mark;
    }
}
