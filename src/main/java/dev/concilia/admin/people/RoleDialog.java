package dev.concilia.admin.people;

import dev.concilia.admin.component.FormDialog;
import dev.concilia.business.Role;
import java.util.function.Consumer;

/** Another role for a member. */
final class RoleDialog extends FormDialog {
    private static final long serialVersionUID = 1L;

    private final RoleChoice role;
    private final Role present;
    private final transient Consumer<Role> save;

    RoleDialog(String title, Role giver, Role present, Consumer<Role> save) {
        this.present = present;
        this.save = save;
        role = new RoleChoice(giver, present);
        form(title, getTranslation("dialog.save"), role);
    }

    @Override
    protected boolean act() {
        if (role.getValue() != present) {
            save.accept(role.getValue());
        }
        return true;
    }
}
