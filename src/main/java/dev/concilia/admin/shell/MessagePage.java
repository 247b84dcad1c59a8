package dev.concilia.admin.shell;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;

/** A page that says one thing: what happened, and where to go from here. */
public class MessagePage extends Main {
    private static final long serialVersionUID = 1L;

    /** Fills the page; {@code link} leads to {@code target}. */
    final void say(String title, String text, String link, String target) {
        Anchor way = new Anchor(target, link);
        way.setRouterIgnore(true);
        say(title, text, way);
    }

    /** Fills the page; {@code way} is where to go from here. */
    final void say(String title, String text, HtmlComponent way) {
        removeAll();
        setId("main");
        addClassName("entry");
        way.addClassName("button-link");
        Div card = new Div(new H1(title), new Paragraph(text), way);
        card.addClassNames("card", "message");
        add(Brand.mark(), card);
    }
}
