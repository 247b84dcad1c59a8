package dev.concilia.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.concilia.business.Business;
import dev.concilia.business.Membership;
import java.util.List;

/** The business in view; who has several chooses another one here. */
final class BusinessMenu extends Select<Membership> {
    private static final long serialVersionUID = 1L;

    private BusinessMenu(Session session, List<Membership> choices, Business shown) {
        addClassName("business-menu");
        setAriaLabel(getTranslation("layout.business"));
        setItems(choices);
        setItemLabelGenerator(Membership::businessName);
        choices.stream()
                .filter(m -> m.business().equals(shown.id()))
                .findFirst()
                .ifPresent(this::setValue);
        addValueChangeListener(change -> session.choose(change.getValue().business()));
    }

    static Component of(Session session, Business shown) {
        List<Membership> choices = session.choices();
        if (choices.size() > 1) {
            return new BusinessMenu(session, choices, shown);
        }
        Span name = new Span(shown.name());
        name.addClassName("strong");
        return name;
    }
}
