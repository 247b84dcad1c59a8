package dev.concilia.admin.operation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.HighlightConditions;
import com.vaadin.flow.router.RouterLink;

/** The two lists: operations, and the calls that brought them. */
final class Sections extends Nav {
    private static final long serialVersionUID = 1L;

    Sections() {
        addClassName("sections");
        getElement().setAttribute("aria-label", getTranslation("operations.sections"));
        add(
                link(getTranslation("operations.title"), OperationsView.class),
                link(getTranslation("calls.title"), CallsView.class));
    }

    private static RouterLink link(String label, Class<? extends Component> view) {
        RouterLink link = new RouterLink(label, view);
        link.setHighlightCondition(HighlightConditions.sameLocation());
        link.setHighlightAction((shown, here) -> {
            if (here) {
                shown.getElement().setAttribute("aria-current", "page");
            } else {
                shown.getElement().removeAttribute("aria-current");
            }
        });
        return link;
    }
}
