package dev.concilia.admin.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.concilia.admin.BrowserTest;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertsChanged;
import dev.concilia.business.Role;
import dev.concilia.support.Tables;
import dev.concilia.support.TestMail;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** Alerts, their rules and channels, and the audit log in a real browser. */
class AlertBrowserTest extends BrowserTest {
    @Autowired
    Tables tables;

    @Autowired
    ApplicationEventPublisher events;

    private void raise(AlertKind kind, String subject, String name) {
        RaisedAlerts.raise(tables, business.id(), kind, subject, name);
        events.publishEvent(new AlertsChanged(id(), false));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void an_alert_comes_in_by_itself_is_looked_after_and_goes() {
        String till = business.device("Caja 1").id();
        Page page = page(Role.OWNER);
        page.navigate("/alerts");
        assertThat(heading(page)).hasText("Nothing is wrong");
        raise(AlertKind.DEVICE_FAILED, till, "Caja <b>1</b>");
        assertThat(heading(page)).hasText("1 alert open");
        assertThat(page.locator(".menu-count[aria-label='1 open alert']")).isVisible();
        assertThat(page.locator(".alert b")).hasCount(0);
        button(page, "I look after it: Operations not saved").click();
        page.locator("vaadin-text-area textarea").fill("Called Ben");
        page.locator("vaadin-dialog").getByText("I look after it").click();
        assertThat(heading(page)).hasText("Everything is being looked after");
        assertThat(page.locator(".alert-note")).containsText("Called Ben");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Open the device").setExact(true))
                .click();
        assertThat(heading(page)).hasText("Caja 1");
        page.goBack();
        assertThat(page.locator(".alert")).hasCount(1);
        RaisedAlerts.recoverAll(tables, business.id());
        events.publishEvent(new AlertsChanged(id(), false));
        assertThat(heading(page)).hasText("Nothing is wrong");
    }

    @Test
    void a_channel_is_added_and_tried_out() {
        String address = "ana-" + UUID.randomUUID() + "@example.com";
        Page page = page(Role.OWNER);
        page.navigate("/alerts/rules");
        button(page, "Add channel").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ana");
        page.getByLabel("E-mail address").fill(address);
        button(page, "Save").click();
        button(page, "Send test: Ana").click();
        assertThat(page.getByText("The test got through to Ana")).isVisible();
        assertThat(page.locator(".channel .tag")).hasText("Works");
        org.assertj.core.api.Assertions.assertThat(TestMail.to(address)).hasSize(1);
    }

    @Test
    void the_log_is_verified_beside_the_page() {
        Page page = page(Role.AUDITOR);
        page.navigate("/audit");
        button(page, "Verify the log").click();
        assertThat(page.getByRole(AriaRole.STATUS).getByText("Verified: the one entry is as it was written"))
                .isVisible();
        tables.owner()
                .sql("UPDATE audit_entry SET subject = 'x' WHERE business_id = :business")
                .param("business", UUID.fromString(business.id()))
                .update();
        button(page, "Verify the log").click();
        assertThat(page.getByText("Entry 1 was changed or removed")).isVisible();
    }

    @Test
    void the_pages_are_accessible_in_both_schemes_and_fit_a_phone() {
        String till = business.device("Caja 1").id();
        raise(AlertKind.NEGATIVE_STOCK, UUID.randomUUID().toString(), "Pan de muerto");
        raise(AlertKind.DEVICE_FAILED, till, "Caja 1");
        raise(AlertKind.BACKUP_LATE, "", "");
        Page page = page(Role.OWNER);
        for (int width : List.of(1280, 320)) {
            resize(page, width);
            for (String path : List.of("alerts", "alerts/rules", "audit", "")) {
                page.navigate("/" + path);
                assertThat(heading(page)).isVisible();
                page.waitForLoadState();
                assertLooksRight(page, path.isEmpty() ? "overview-alerts" : path.replace('/', '-'));
            }
        }
    }
}
