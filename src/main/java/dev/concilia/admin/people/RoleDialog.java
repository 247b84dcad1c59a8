package dev.concilia.admin.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import dev.concilia.business.Role;
import java.util.function.Consumer;

/** Another role for a member. */
final class RoleDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    RoleDialog(String title, Role giver, Role present, Consumer<Role> save) {
        setHeaderTitle(title);
        setWidth("min(440px, 92vw)");
        RoleChoice role = new RoleChoice(giver, present);
        add(role);
        Button done = new Button(getTranslation("dialog.save"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (role.getValue() != present) {
                save.accept(role.getValue());
            }
            close();
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }
}
