package dev.concilia.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextArea;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.overview.OverviewView;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.Alerts;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import dev.concilia.support.Tables;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The alerts, without a browser. */
class AlertsViewTest extends ViewTest {
    @Autowired
    Alerts alerts;

    @Autowired
    Tables tables;

    private void raise(AlertKind kind, String subject, String name) {
        RaisedAlerts.raise(tables, business.id(), kind, subject, name);
    }

    private Alert only() {
        return alerts.list(id(), new Alerts.Filter(null, null), null, 10).getFirst();
    }

    @Test
    void without_alerts_nothing_is_wrong() {
        navigate(AlertsView.class);
        assertThat(heading()).isEqualTo("Nothing is wrong");
        assertThat(find(ListItem.class).withClassName("alert").exists()).isFalse();
    }

    @Test
    void an_alert_says_what_happened_what_to_do_and_where() {
        String till = business.device("Caja <b>1</b>").id();
        raise(AlertKind.DEVICE_FAILED, till, "Caja <b>1</b>");
        navigate(AlertsView.class);
        assertThat(heading()).isEqualTo("1 alert open");
        ListItem item = find(ListItem.class).withClassName("alert").single();
        assertThat(find(Paragraph.class, item).all())
                .extracting(Paragraph::getText)
                .containsExactly(
                        "7 operations of Caja <b>1</b> could not be saved.",
                        "Open the device: each one names its reason. Correct it there, or have it entered again.");
        assertThat(find(Anchor.class, item).single().getHref()).isEqualTo("devices/" + till);
    }

    @Test
    void a_cause_without_a_page_has_no_dead_link() {
        raise(AlertKind.BACKUP_FAILED, "", "");
        navigate(AlertsView.class);
        ListItem item = find(ListItem.class).withClassName("alert").single();
        assertThat(find(Anchor.class, item).all())
                .allMatch(link -> com.vaadin.flow.router.RouteConfiguration.forSessionScope()
                        .getRoute(link.getHref())
                        .isPresent());
    }

    @Test
    void a_cause_leads_to_what_is_meant_and_nothing_else() {
        raise(AlertKind.REFUSED_MANY, "", "");
        raise(AlertKind.NEGATIVE_STOCK, "harina/50 %", "Harina");
        navigate(AlertsView.class);
        assertThat(find(Anchor.class).all())
                .extracting(Anchor::getHref)
                .contains("operations?outcome=rejected", RecordLink.to("inventory_items", "harina/50 %"));
    }

    @Test
    void news_is_not_read_up_under_the_pages_lock() {
        raise(AlertKind.REFUSED_MANY, "", "");
        navigate(AlertsView.class);
        alerts.acknowledge(id(), only().id(), person.id(), "mine");
        Alerts.Standing now = alerts.standing(id(), 10);
        AlertsView view = find(AlertsView.class).single();
        assertThat(statements(() -> view.told(now))).isEmpty();
    }

    @Test
    void who_looks_after_it_and_why_is_shown_to_all() {
        raise(AlertKind.REFUSED_MANY, "", "");
        navigate(AlertsView.class);
        test(find(Button.class).withText("I look after it").single()).click();
        test(find(TextArea.class).single()).setValue("Called <i>Ben</i>");
        test(find(Button.class).withText("I look after it").all().getLast()).click();
        assertThat(only().acknowledgedBy()).isEqualTo(person.id());
        assertThat(heading()).isEqualTo("Everything is being looked after");
        ListItem item = find(ListItem.class).withClassName("alert").single();
        assertThat(find(Span.class, item).all()).extracting(Span::getText).contains("Called <i>Ben</i>");
    }

    @Test
    void who_comes_second_is_told_and_overwrites_nothing() {
        raise(AlertKind.REFUSED_MANY, "", "");
        navigate(AlertsView.class);
        test(find(Button.class).withText("I look after it").single()).click();
        var ben = people.create(UUID.randomUUID() + "@example.com", "Ben", null, false);
        alerts.acknowledge(id(), only().id(), ben.id(), "mine");
        test(find(TextArea.class).single()).setValue("no, mine");
        test(find(Button.class).withText("I look after it").all().getLast()).click();
        assertThat(only().note()).isEqualTo("mine");
        assertThat(only().acknowledgedBy()).isEqualTo(new UserId(ben.id().value()));
        assertThat(find(Notification.class).all()).isNotEmpty();
    }

    @Test
    void a_note_that_is_too_long_is_refused_at_the_field() {
        raise(AlertKind.REFUSED_MANY, "", "");
        navigate(AlertsView.class);
        test(find(Button.class).withText("I look after it").single()).click();
        find(TextArea.class).single().setValue("x".repeat(10_000));
        test(find(Button.class).withText("I look after it").all().getLast()).click();
        assertThat(find(TextArea.class).single().isInvalid()).isTrue();
        assertThat(only().acknowledgedAt()).isNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_history_filters_by_the_address() {
        raise(AlertKind.REFUSED_MANY, "", "");
        raise(AlertKind.BACKUP_LATE, "", "");
        RaisedAlerts.recoverAll(tables, business.id());
        raise(AlertKind.CLOCK_SKEW, UUID.randomUUID().toString(), "Caja 1");
        open(AlertsView.class, "state", "recovered");
        assertThat(test((ListGrid<Alert>) find(ListGrid.class).single()).size()).isEqualTo(2);
        open(AlertsView.class, "state", "recovered", "kind", "backup_late");
        assertThat(test((ListGrid<Alert>) find(ListGrid.class).single()).size()).isEqualTo(1);
        open(AlertsView.class, "state", "nonsense");
        assertThat(test((ListGrid<Alert>) find(ListGrid.class).single()).size()).isEqualTo(3);
        open(AlertsView.class, "kind", "negative_stock");
        assertThat(test((ListGrid<Alert>) find(ListGrid.class).single()).size()).isZero();
    }

    @Test
    void an_auditor_sees_all_and_is_offered_nothing() {
        raise(AlertKind.REFUSED_MANY, "", "");
        signIn(Role.AUDITOR);
        navigate(AlertsView.class);
        assertThat(heading()).isEqualTo("1 alert open");
        assertThat(find(Button.class).withText("I look after it").exists()).isFalse();
    }

    @Test
    void who_loses_the_right_while_the_page_is_open_is_refused() {
        raise(AlertKind.REFUSED_MANY, "", "");
        navigate(AlertsView.class);
        test(find(Button.class).withText("I look after it").single()).click();
        Button save = find(Button.class).withText("I look after it").all().getLast();
        demote();
        assertThatThrownBy(save::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
        assertThat(only().acknowledgedAt()).isNull();
    }

    @Test
    void alerts_of_another_business_are_not_there() {
        RaisedAlerts.raise(tables, hub.business().id(), AlertKind.REFUSED_MANY, "", "");
        navigate(AlertsView.class);
        assertThat(heading()).isEqualTo("Nothing is wrong");
    }

    @Test
    void the_overview_and_the_menu_say_it_too() {
        String till = business.device("Caja 1").id();
        raise(AlertKind.UNSENT_MANY, till, "Caja 1");
        signIn(Role.OWNER); // a browser that sees the menu for the first time
        navigate(OverviewView.class);
        assertThat(find(Anchor.class).withText("Much unsent").single().getHref())
                .isEqualTo("alerts");
        var menu = find(SideNavItem.class)
                .withPropertyValue(SideNavItem::getLabel, "Alerts")
                .single();
        assertThat(menu.getSuffixComponent().getElement().getAttribute("aria-label"))
                .isEqualTo("1 open alert");
        assertThat(find(Span.class)
                        .withText("If the hub broke, all would be lost")
                        .exists())
                .isTrue();
    }

    @Test
    void the_page_costs_the_same_for_many() {
        raise(AlertKind.REFUSED_MANY, "", "");
        int one = statements(() -> navigate(AlertsView.class)).size();
        for (int i = 0; i < 100; i++) {
            raise(AlertKind.CLOCK_SKEW, UUID.randomUUID().toString(), "Caja " + i);
        }
        signIn(Role.OWNER);
        assertThat(statements(() -> navigate(AlertsView.class))).hasSize(one).hasSizeLessThan(14);
        assertThat(find(ListItem.class).withClassName("alert").all()).hasSize(50);
        assertThat(heading()).isEqualTo("101 alerts open");
    }
}
