package dev.concilia.admin.export;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import jakarta.annotation.security.RolesAllowed;

/** Says that there are no files to download, and how programs get the data. */
@Route(value = "exports", layout = MainLayout.class)
@Menu(title = "nav.exports", order = 90, icon = "export")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class ExportsView extends Page {
    private static final long serialVersionUID = 1L;

    ExportsView(Session session) {
        super(session, "nav.exports");
    }

    @Override
    protected void build() {
        say(getTranslation("exports.none"), "");
        heading();
        Anchor api = new Anchor("api-docs", getTranslation("exports.api"));
        api.setRouterIgnore(true);
        api.addClassName("button-link");
        Section card = new Section(new EmptyState(
                "export", getTranslation("exports.none.title"), getTranslation("exports.none.text"), api));
        card.addClassName("card");
        add(card);
    }
}
