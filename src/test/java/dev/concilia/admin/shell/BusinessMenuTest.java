package dev.concilia.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.overview.OverviewView;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.TestBusiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody with a place in several businesses. */
class BusinessMenuTest extends ViewTest {
    @Autowired
    Session session;

    private BusinessId second = BusinessId.of("00000000-0000-0000-0000-000000000000");

    @BeforeEach
    void aSecondBusiness() {
        TestBusiness other = hub.business("Café <b>Norte</b>");
        second = BusinessId.of(other.id());
    }

    @Test
    void with_one_business_there_is_nothing_to_choose() {
        navigate(OverviewView.class);
        assertThat(menu()).isInstanceOf(Span.class);
    }

    @Test
    void the_chosen_business_and_only_the_role_there_count() {
        people.join(second, person.id(), Role.AUDITOR);
        renew();
        navigate(OverviewView.class);
        assertThat(menu()).isInstanceOf(BusinessMenu.class);
        assertThat(session.business().id()).isEqualTo(id());
        session.choose(second);
        UI.setCurrent(null); // the page is loaded anew
        assertThat(session.business().name()).isEqualTo("Café <b>Norte</b>");
        assertThat(session.isManager()).isFalse();
        assertThat(session.user().orElseThrow().getAuthorities().toString())
                .contains("AUDITOR")
                .doesNotContain("OWNER");
        assertThatThrownBy(session::manager).hasMessage("FORBIDDEN");
        session.keep();
        assertThat(session.business().id()).as("after another password").isEqualTo(second);
    }

    @Test
    void a_page_that_was_left_open_does_nothing_to_the_other_business() {
        people.join(second, person.id(), Role.OWNER);
        renew();
        navigate(OverviewView.class);
        assertThat(session.manager().business()).isEqualTo(id());
        session.choose(second);
        assertThatThrownBy(session::manager).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_strangers_business_cannot_be_chosen() {
        navigate(OverviewView.class);
        assertThatThrownBy(() -> session.choose(second)).hasMessage("FORBIDDEN");
        assertThat(session.business().id()).isEqualTo(id());
    }

    @Test
    void a_business_with_the_staff_app_only_is_not_offered() {
        people.join(second, person.id(), Role.STAFF);
        renew();
        session.choose(second);
        UI.setCurrent(null);
        assertThat(session.business().id()).isEqualTo(id());
        assertThat(session.choices()).hasSize(1);
    }

    /** What the frame shows of the business. */
    private Component menu() {
        return BusinessMenu.of(session, session.business());
    }

    /** What the filter does with each request. */
    private void renew() {
        session.keep();
    }
}
