package dev.concilia.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.People;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.SqlLog;
import dev.concilia.support.TestBusiness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * A test of views without a browser, on the hub that all {@link HubTest}s share. Each test has a business of its own
 * and somebody signed in: its owner, until {@link #signIn} says otherwise.
 */
@HubTest
@ViewPackages(packages = "dev.concilia.admin")
@SuppressWarnings("NullAway.Init") // set before each test
public abstract class ViewTest extends SpringBrowserlessTest {
    @Autowired
    protected Hub hub;

    @Autowired
    protected Businesses businesses;

    @Autowired
    protected People people;

    @Autowired
    private UserDetailsService accounts;

    @Autowired
    private SqlLog sql;

    protected TestBusiness business;
    protected Person person;

    @BeforeEach
    @Override
    protected void initVaadinEnvironment() {
        business = hub.business();
        account(Role.OWNER);
        super.initVaadinEnvironment();
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    protected final BusinessId id() {
        return BusinessId.of(business.id());
    }

    protected final Business described() {
        return businesses.get(id());
    }

    /** From now on somebody else, with this role in the test's business, sits at a browser of its own. */
    protected final void signIn(Role role) {
        cleanVaadinEnvironment();
        account(role);
        super.initVaadinEnvironment();
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    /** The statements that {@code work} runs, without those that enter a business. */
    protected final List<String> statements(Runnable work) {
        return sql.here(work).stream()
                .filter(statement -> !statement.contains("set_config"))
                .toList();
    }

    /** Goes to a view with these parameters in its address: name, value, … */
    protected final <T extends Component> void open(Class<T> view, String... parameters) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            asked.put(parameters[i], parameters[i + 1]);
        }
        UI.getCurrent().navigate(view, QueryParameters.simple(asked));
        assertThat(getCurrentView()).isInstanceOf(view);
    }

    /** Whether the page at this address says that it does not exist. */
    protected final boolean isNotFound(String address) {
        String[] parts = address.split("\\?", 2);
        UI.getCurrent().navigate(parts[0], QueryParameters.fromString(parts.length > 1 ? parts[1] : ""));
        return getCurrentView().getClass().getSimpleName().equals("NotFoundPage");
    }

    /** The page's answer. */
    protected final String heading() {
        return find(H1.class).single().getText();
    }

    /** Makes the person an auditor from now on, at the same page. */
    protected final void demote() {
        become(Role.AUDITOR);
    }

    /** Gives the person at the page this role from now on; to the hub it is somebody else, who has no other. */
    protected final void become(Role role) {
        authenticate(role);
    }

    private void account(Role role) {
        authenticate(role);
    }

    private void authenticate(Role role) {
        String email = role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.com";
        person = people.create(email, "Ana " + role, "pan de muerto y canela", false);
        people.join(id(), person.id(), role);
        UserDetails user = accounts.loadUserByUsername(email);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    }
}
