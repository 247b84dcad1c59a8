package dev.concilia.admin.alert;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.concilia.admin.component.Live;
import dev.concilia.alert.Alerts;
import dev.concilia.alert.AlertsChanged;
import dev.concilia.kernel.BusinessId;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Keeps open pages up to date with what is wrong in their business. */
@Service
public class AlertFeed {
    private static final int MOST = 50;

    private final Alerts alerts;
    private final Live<Alerts.Standing> live = new Live<>("alert-feed", this::now);

    AlertFeed(Alerts alerts) {
        this.alerts = alerts;
    }

    /** How things stand, with the worst alerts. */
    public Alerts.Standing now(BusinessId business) {
        return alerts.standing(business, MOST);
    }

    /** Hands {@code page} every later state of the business, under its UI's lock, for as long as it is attached. */
    public void follow(Component page, UI ui, BusinessId business, Consumer<Alerts.Standing> listener) {
        live.follow(page, ui, business, listener);
    }

    @EventListener
    void changed(AlertsChanged event) {
        live.changed(event.business());
    }
}
