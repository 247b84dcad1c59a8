package dev.concilia.admin.people;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.concilia.business.Members;
import dev.concilia.business.Role;
import java.util.Arrays;

/** The roles that somebody may give, each with what it can do. */
final class RoleChoice extends RadioButtonGroup<Role> {
    private static final long serialVersionUID = 1L;

    RoleChoice(Role giver, Role present) {
        setLabel(getTranslation("people.role"));
        setItems(Arrays.stream(Role.values())
                .filter(role -> Members.mayManage(giver, role))
                .toList());
        setItemLabelGenerator(role -> getTranslation("role." + role));
        setRenderer(new ComponentRenderer<>(role -> {
            Span name = new Span(getTranslation("role." + role));
            Span help = new Span(getTranslation("role." + role + ".help"));
            help.addClassName("muted");
            Div words = new Div(name, help);
            words.addClassName("role-choice");
            return words;
        }));
        setValue(present);
    }
}
