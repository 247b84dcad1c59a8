package dev.concilia.admin.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.business.Location;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Map;

/** The places of the business: add, rename, take away what no device is at. */
final class LocationsCard extends Section {
    private static final long serialVersionUID = 1L;

    private final transient Session session;
    private final transient Businesses businesses;
    private final transient AuditLog audit;
    private final boolean manager;
    private final UnorderedList list = new UnorderedList();

    LocationsCard(Session session, Businesses businesses, AuditLog audit, boolean manager) {
        this.session = session;
        this.businesses = businesses;
        this.audit = audit;
        this.manager = manager;
        addClassName("card");
        list.addClassName("plain-list");
        Div bar = new Div(new H2(getTranslation("settings.locations")));
        bar.addClassName("list-head");
        if (manager) {
            bar.add(new Button(getTranslation("settings.locations.add"), click -> add()));
        }
        add(bar, list);
        show();
    }

    private void show() {
        list.removeAll();
        List<Location> locations = businesses.locations(session.membership().business());
        locations.forEach(location -> list.add(item(location)));
        if (locations.isEmpty()) {
            list.add(new ListItem(getTranslation("settings.locations.none")));
        }
    }

    private ListItem item(Location location) {
        Span name = new Span(location.name());
        name.addClassName("cut");
        ListItem item = new ListItem(name);
        if (manager) {
            Button rename = new Button(getTranslation("settings.rename"), click -> rename(location));
            rename.setAriaLabel(getTranslation("settings.rename.one", location.name()));
            Button remove = new Button(getTranslation("settings.remove"), click -> askToRemove(location));
            remove.setAriaLabel(getTranslation("settings.remove.one", location.name()));
            rename.addThemeVariants(ButtonVariant.TERTIARY);
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            item.add(new Div(rename, remove));
        }
        return item;
    }

    private void add() {
        new NameDialog(getTranslation("settings.locations.add"), getTranslation("settings.location.name"), "", name -> {
                    Actor actor = session.manager();
                    Location made = businesses.location(actor.business(), name);
                    audit(actor, Deeds.LOCATION_ADD, made, name);
                    show();
                })
                .open();
    }

    private void rename(Location location) {
        new NameDialog(
                        getTranslation("settings.rename.one", location.name()),
                        getTranslation("settings.location.name"),
                        location.name(),
                        name -> {
                            Actor actor = session.manager();
                            businesses.renameLocation(actor.business(), location.id(), name);
                            audit(actor, Deeds.LOCATION_RENAME, location, name);
                            show();
                        })
                .open();
    }

    private void askToRemove(Location location) {
        session.manager();
        Confirm.danger(
                getTranslation("settings.location.remove.title", location.name()),
                getTranslation("settings.location.remove.text"),
                getTranslation("settings.remove"),
                () -> remove(location));
    }

    private void remove(Location location) {
        Actor actor = session.manager();
        try {
            businesses.removeLocation(actor.business(), location.id());
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.NOT_FOUND) {
                throw e;
            }
            Toast.failed(getTranslation("settings.location.used", location.name()));
            return;
        }
        audit(actor, Deeds.LOCATION_REMOVE, location, location.name());
        show();
        Toast.undo(getTranslation("settings.location.removed", location.name()), getTranslation("toast.undo"), () -> {
            Actor back = session.manager();
            businesses.bringBackLocation(back.business(), location);
            audit(back, Deeds.LOCATION_ADD, location, location.name());
            show();
        });
    }

    private void audit(Actor actor, String action, Location location, String name) {
        audit.record(actor.business(), actor.audited(), action, location.id().toString(), Map.of("name", name));
    }
}
