package dev.concilia.admin.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;

/** A page that says one thing: what happened, and where to go from here. */
public class MessagePage extends Main {
    private static final long serialVersionUID = 1L;

    /** Fills the page; {@code link} leads to {@code target}. */
    public final void say(String title, String text, String link, String target) {
        removeAll();
        setId("main");
        addClassName("entry");
        Anchor way = new Anchor(target, link);
        way.addClassName("button-link");
        way.setRouterIgnore(true);
        Div card = new Div(new H1(title), new Paragraph(text), way);
        card.addClassNames("card", "message");
        add(Brand.mark(), card);
    }
}
