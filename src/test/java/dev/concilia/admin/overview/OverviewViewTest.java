package dev.concilia.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.concilia.admin.ViewTest;
import dev.concilia.business.Role;
import org.junit.jupiter.api.Test;

/** The first page, without a browser. */
class OverviewViewTest extends ViewTest {
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
