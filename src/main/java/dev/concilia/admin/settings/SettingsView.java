package dev.concilia.admin.settings;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.device.KeyList;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.business.Role;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.DeviceKeys;
import dev.concilia.sync.Profiles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an owner decides about the business. Admins and auditors read it; admins also handle keys and locations. */
@Route(value = "settings", layout = MainLayout.class)
@Menu(title = "nav.settings", order = 120, icon = "settings")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class SettingsView extends Page {
    private static final long serialVersionUID = 1L;

    private final transient Businesses businesses;
    private final transient Profiles profiles;
    private final transient Catalog catalog;
    private final transient AuditLog audit;
    private final transient KeyList.Source keys;

    SettingsView(
            Session session,
            Businesses businesses,
            Profiles profiles,
            Catalog catalog,
            AuditLog audit,
            KeyList.Source keys) {
        super(session, "settings.title");
        this.businesses = businesses;
        this.profiles = profiles;
        this.catalog = catalog;
        this.audit = audit;
        this.keys = keys;
    }

    @Override
    protected void build() {
        boolean owner = session().membership().role() == Role.OWNER;
        say(getTranslation("settings.title"), getTranslation(owner ? "settings.rest" : "settings.rest.reader"));
        heading();
        Div right = new Div(
                new LocationsCard(session(), businesses, audit, isManager()),
                new KeyList(keys, session(), new OfBusiness(), dates()));
        right.addClassName("stack");
        SavedSettings saved = new SavedSettings(businesses, business().id());
        Div columns = new Div(new BusinessCard(session(), businesses, saved, audit, owner), right);
        columns.addClassName("columns");
        add(columns, new RulesCard(session(), saved, profiles, catalog, audit, owner));
    }

    /** The keys that machines share. */
    private final class OfBusiness implements KeyList.Owner {
        @Override
        public String title() {
            return getTranslation("settings.keys");
        }

        @Override
        public String rule() {
            return getTranslation("settings.keys.rule");
        }

        @Override
        public List<DeviceKeys.Key> keys() {
            return keys.keys().ofBusiness(business().id());
        }

        @Override
        public void issue(Consumer<DeviceKeys.IssuedKey> shown) {
            new NameDialog(getTranslation("settings.keys.new"), getTranslation("settings.keys.name"), "", name -> {
                        Actor actor = session().manager();
                        DeviceKeys.IssuedKey issued = keys.keys().issueForBusiness(actor.business(), name);
                        audit.record(
                                actor.business(),
                                actor.audited(),
                                Deeds.KEY_ISSUE,
                                issued.id().toString(),
                                Map.of("name", name));
                        shown.accept(issued);
                    })
                    .open();
        }
    }
}
