package dev.concilia.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.business.Role;
import dev.concilia.support.Tables;
import dev.concilia.support.TestDevice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The first page, without a browser. */
class OverviewViewTest extends ViewTest {
    @Autowired
    Tables tables;

    @Test
    void without_devices_it_waits_for_the_first() {
        navigate(OverviewView.class);
        assertThat(heading()).isEqualTo("Waiting for the first device");
    }

    @Test
    void a_device_that_never_came_is_waited_for() {
        business.device("Caja 1");
        navigate(OverviewView.class);
        assertThat(heading()).isEqualTo("1 device has yet to sync");
    }

    @Test
    void in_sync_is_not_said_without_that_nothing_is_backed_up() {
        synced(business.device("Caja 1"));
        visit();
        assertThat(heading()).isEqualTo("Everything is in sync, but nothing is backed up");
        assertThat(primary()).isEqualTo("See backups → backups");
        backedUp("VERIFIED", "now()", () -> {
            visit();
            assertThat(heading()).isEqualTo("Everything is in sync");
            assertThat(primary()).isEmpty();
        });
        backedUp("FAILED", "NULL", () -> {
            visit();
            assertThat(heading()).isEqualTo("Everything is in sync, but the last backup failed");
        });
        business.device("Caja 2");
        visit();
        assertThat(heading()).isEqualTo("1 device has yet to sync");
        assertThat(find(Paragraph.class)
                        .withTextContaining("There is no backup yet")
                        .all())
                .hasSize(1);
    }

    @Test
    void each_device_that_waits_leads_to_its_cause_and_the_worst_is_the_primary_action() {
        TestDevice till = business.device("Caja <1>");
        synced(till);
        run("UPDATE device SET failed = 2, consistent = false WHERE id = :device::uuid", till);
        TestDevice other = business.device("Caja 2");
        synced(other);
        run("UPDATE device SET consistent = false WHERE id = :device::uuid", other);
        visit();
        assertThat(primary()).isEqualTo("See what was not saved → operations?outcome=rejected&device=" + till.id());
        assertThat(links("task-way"))
                .containsExactly(
                        "See why → operations?outcome=rejected&device=" + till.id(),
                        "See what differs → reconcile?differs=true&device=" + other.id());
        assertThat(links("row-link"))
                .containsExactly("Caja <1> → devices/" + till.id(), "Caja 2 → devices/" + other.id());
        assertThat(links("figure-link"))
                .containsExactly(
                        "Unsent → devices", "Open conflicts → conflicts", "Last backup → backups", "Devices → devices");
    }

    @Test
    void a_device_in_contact_is_not_called_offline_for_its_failures() {
        TestDevice till = business.device("Caja 1");
        synced(till);
        run("UPDATE device SET failed = 1 WHERE id = :device::uuid", till);
        visit();
        assertThat(find(BadgeLabel.class).single().getText()).isEqualTo("Errors");
        run("UPDATE device SET failed = 0, last_seen_at = now() - interval '2 hours' WHERE id = :device::uuid", till);
        visit();
        assertThat(find(BadgeLabel.class).single().getText()).isEqualTo("Offline");
    }

    /** As somebody who comes now. */
    private void visit() {
        signIn(Role.OWNER);
        navigate(OverviewView.class);
    }

    private void synced(TestDevice device) {
        run("""
                UPDATE device SET pending = 0, failed = 0, consistent = true, last_push_at = now(), last_seen_at = now()
                WHERE id = :device::uuid
                """, device);
    }

    private void run(String sql, TestDevice device) {
        assertThat(tables.owner().sql(sql).param("device", device.id()).update())
                .isEqualTo(1);
    }

    /** The backups are the hub's, which all tests share. */
    private void backedUp(String status, String verified, Runnable work) {
        tables.owner()
                .sql("INSERT INTO backup_run (id, started_at, finished_at, status, verified_at)"
                        + " VALUES (gen_random_uuid(), now(), now(), '%s', %s)".formatted(status, verified))
                .update();
        try {
            work.run();
        } finally {
            tables.owner().sql("DELETE FROM backup_run").update();
        }
    }

    private String primary() {
        return String.join("", links("button-link"));
    }

    private List<String> links(String kind) {
        return find(Anchor.class).withClassName(kind).all().stream()
                .filter(Anchor::isVisible)
                .map(link -> link.getText() + " → " + link.getHref())
                .toList();
    }

    @Test
    void an_auditor_sees_it_too() {
        signIn(Role.AUDITOR);
        navigate(OverviewView.class);
        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .contains("Overview");
    }

    @Test
    void it_costs_few_statements_however_many_devices_there_are() {
        business.device("Caja 1");
        int one = statements(() -> navigate(OverviewView.class)).size();
        signIn(Role.OWNER);
        for (int i = 2; i < 12; i++) {
            business.device("Caja " + i);
        }
        assertThat(statements(() -> navigate(OverviewView.class))).hasSize(one).hasSizeLessThan(12);
    }
}
