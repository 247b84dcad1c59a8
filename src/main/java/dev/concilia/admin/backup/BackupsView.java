package dev.concilia.admin.backup;

import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import jakarta.annotation.security.RolesAllowed;

/** Says that this hub makes no backups, and what to do about it. */
@Route(value = "backups", layout = MainLayout.class)
@Menu(title = "nav.backups", order = 80, icon = "backup")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class BackupsView extends Page {
    private static final long serialVersionUID = 1L;

    BackupsView(Session session) {
        super(session, "nav.backups");
    }

    @Override
    protected void build() {
        say(getTranslation("backups.none"), "");
        heading();
        Section card = new Section(
                new EmptyState("backup", getTranslation("backups.none.title"), getTranslation("backups.none.text")));
        card.addClassName("card");
        add(card);
    }
}
