package dev.concilia.admin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.concilia.business.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who may open what. Every page of the application has to be classified here: one that is not fails {@link
 * #every_page_is_classified()}.
 */
class ViewRolesTest extends ViewTest {
    private static final Set<Role> READERS = Set.of(Role.OWNER, Role.ADMIN, Role.AUDITOR);
    private static final Set<Role> EVERYBODY = Set.of(Role.values());

    /** Pages by the roles that open them. */
    private static final Map<String, Set<Role>> PAGES = Map.ofEntries(
            entry("", READERS),
            entry("conflicts", READERS),
            entry("conflicts/{id}", READERS),
            entry("devices", READERS),
            entry("devices/{id}", READERS),
            entry("operations", READERS),
            entry("operations/operation", READERS),
            entry("operations/calls", READERS),
            entry("reconcile", READERS),
            entry("reconcile/{id}", READERS),
            entry("records", READERS),
            entry("records/{id}", READERS),
            entry("records/{id}/{id}", READERS),
            entry("alerts", READERS),
            entry("alerts/rules", READERS),
            entry("audit", READERS),
            entry("backups", READERS),
            entry("exports", READERS),
            entry("users", READERS),
            entry("settings", READERS),
            entry("profile", EVERYBODY));

    /** Pages before sign-in. */
    private static final Set<String> OPEN = Set.of("login", "login/code", "setup", "invitation");

    @Test
    void every_page_is_classified() {
        Set<String> classified = new TreeSet<>(PAGES.keySet());
        classified.addAll(OPEN);
        assertThat(pages().keySet()).isEqualTo(classified);
    }

    @Test
    void each_role_opens_its_pages_and_no_other() {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            signIn(role);
            PAGES.forEach((page, roles) -> {
                boolean opened = !open(page).equals("DeniedPage");
                if (opened != roles.contains(role)) {
                    wrong.put(role + " " + page, opened ? "opened" : "refused");
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void who_is_not_signed_in_is_sent_to_the_login() {
        for (String page : PAGES.keySet()) {
            var answer =
                    hub.get("/" + address(page)).header("Accept", "text/html").send();
            assertThat(answer.status()).as(page).isEqualTo(302);
            assertThat(answer.header("Location")).as(page).endsWith("/login");
        }
        SecurityContextHolder.clearContext();
        open("invitation");
        for (String page : PAGES.keySet()) {
            assertThat(open(page)).as("stays where it was, not " + page).isEqualTo("InvitationView");
        }
        for (String page : OPEN) {
            assertThat(open(page)).as(page).isNotEqualTo("DeniedPage");
            assertThat(pages().get(page)).as(page).hasAnnotation(AnonymousAllowed.class);
        }
    }

    private String open(String page) {
        UI.getCurrent().navigate(address(page));
        return getCurrentView().getClass().getSimpleName();
    }

    private static String address(String page) {
        return page.replace("{id}", UUID.randomUUID().toString());
    }

    /** Every page, with the parameter of its address as {@code {id}}. */
    private static Map<String, Class<?>> pages() {
        return RouteConfiguration.forApplicationScope().getAvailableRoutes().stream()
                .collect(Collectors.toMap(
                        route -> route.getTemplate().replaceAll(":[^/]+", "{id}"),
                        RouteData::getNavigationTarget,
                        (one, same) -> one,
                        TreeMap::new));
    }
}
