package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.business.Role;
import dev.concilia.support.EdgeHub;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A database that goes away while a page is open, in a real browser and on a hub of its own. */
class DatabaseGoneBrowserTest extends BrowserTest {
    private static final String GONE = "The database does not answer";
    private static final Locator.WaitForOptions PATIENTLY = new Locator.WaitForOptions().setTimeout(30_000);

    @Autowired
    Tables tables;

    private EdgeHub edge;

    @BeforeEach
    void useTheEdge() {
        business.device("till").push(Op.insert("products", "p1", "name", "Concha"));
        edge = EdgeHub.beside(tables);
        hub = edge.hub();
    }

    @AfterEach
    void mend() {
        edge.mend();
    }

    @Test
    void the_page_says_so_keeps_what_was_typed_and_goes_on_by_itself() {
        Page page = page(Role.OWNER);
        page.navigate("/records/products/p1");
        button(page, "Edit").click();
        Locator name = page.getByRole(AriaRole.DIALOG).getByLabel("Name").first();
        name.fill("Concha de vainilla");
        edge.cut();
        button(page, "Save").click();
        Locator strip = page.locator("vaadin-connection-indicator[reconnecting]:not([expanded]) .v-status-message");

        strip.waitFor(PATIENTLY);
        assertThat(strip).containsText("The hub does not answer; trying again by itself. What you typed stays here.");
        assertThat(strip).hasCSS("opacity", "1");
        assertThat(name).hasValue("Concha de vainilla");
        screenshot(page, "database-gone-form");
        edge.mend();

        page.getByRole(AriaRole.DIALOG)
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN)
                        .setTimeout(30_000));
        assertThat(heading(page)).hasText("Concha de vainilla");
    }

    @Test
    void the_next_page_says_so_and_loads_itself_again() {
        Page page = page(Role.OWNER);
        edge.cut();
        for (String path : List.of("/conflicts", "/login?error", "/")) {
            Response answer = page.navigate(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(heading(page)).hasText(GONE);
        }
        page.navigate("/conflicts");
        assertThat(page.locator("main")).containsText("This page tries again by itself");
        assertThat(page.content()).doesNotContain("Exception", "Whitelabel", "jdbc");
        assertAccessible(page);
        assertNoSidewaysScroll(page);
        screenshot(page, "database-gone-page");
        edge.mend();

        page.locator("vaadin-app-layout").waitFor(PATIENTLY);
        assertThat(heading(page)).hasText("Nothing to decide");
    }

    @Test
    void who_signs_in_meanwhile_is_not_told_that_the_password_is_wrong() {
        Page page = stranger(ColorScheme.DARK, 360);
        page.navigate("/login");
        page.locator("input[name=username]").fill("somebody@example.com");
        page.locator("input[name=password]").fill(PASSWORD);
        edge.cut();
        page.locator("input[name=password]").press("Enter");

        assertThat(heading(page)).hasText(GONE);
        assertAccessible(page);
        assertNoSidewaysScroll(page);
        screenshot(page, "database-gone-login-360-dark");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
