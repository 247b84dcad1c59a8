package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.business.Role;
import dev.concilia.support.Op;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.SyncLog;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Operations, the sync log and comparisons in a real browser. */
class ReviewBrowserTest extends BrowserTest {
    @Autowired
    SyncLog log;

    private TestDevice till;
    private Op refused;

    @BeforeEach
    void fill() {
        till = business.device("Caja 1");
        TestDevice tablet = business.device("Tablet de la terraza");
        refused = Op.insert("products", "p-broken", "price", "12.50");
        till.push(
                Op.insert("customers", "c1", "name", "María <b>López</b>", "creditLimit", "100"),
                Op.insert("products", "p1", "name", "Concha", "price", "14.00"),
                refused);
        till.push(refused);
        till.push(Op.update("customers", "c1", "creditLimit", "200").base(1));
        tablet.push(Op.update("customers", "c1", "creditLimit", "300").base(1));
        tablet.push(Op.insert("brands", "b1", "name", "Bimbo"), Op.insert("brands", "b2", "name", "Nestlé"));
        agree(tablet);
        agree(till);
        compare(till, 1);
        log.flush();
    }

    /** The device holds of brands what the hub holds. */
    private void agree(TestDevice device) {
        var brands = hub.get("/api/sync/reconcile")
                .key(device.apiKey())
                .send()
                .json()
                .get("serverSummary")
                .valueStream()
                .filter(table -> table.get("table").asString().equals("brands"))
                .findFirst()
                .orElseThrow();
        hub.post("/api/sync/reconcile")
                .key(device.apiKey())
                .json(Map.of("clientSummary", Map.of("brands", brands)))
                .send();
    }

    private void compare(TestDevice device, int brands) {
        hub.post("/api/sync/reconcile")
                .key(device.apiKey())
                .json(Map.of("clientSummary", Map.of("brands", Map.of("count", brands))))
                .send();
    }

    @Test
    void a_new_comparison_appears_by_itself_and_a_short_list_ends_with_its_last_row() {
        Page page = page(Role.AUDITOR);
        page.navigate("/reconcile?differs=true");
        Locator grid = page.locator("vaadin-grid.rows");
        assertThat(grid.getByText("Differs")).hasCount(1);
        assertThat(grid).hasAttribute("all-rows-visible", "");
        compare(till, 7);
        assertThat(grid.getByText("Differs")).hasCount(2);
    }

    @Test
    void from_the_list_to_a_refused_operation_and_asking_for_it_again() {
        Page page = page(Role.ADMIN);
        page.navigate("/operations?outcome=rejected");
        assertThat(heading(page)).hasText("2 operations were refused in the last 24 hours");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Products: new"))
                .first()
                .click();
        assertThat(heading(page)).hasText("Products: new · p-broken");
        button(page, "Ask the device to send it again").click();
        assertThat(page.getByText(Pattern.compile("asked to sync|will sync"))).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Operations"))
                .last()
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sync log"))
                .click();
        assertThat(heading(page)).hasText("No call has failed");
    }

    @Test
    void a_device_that_differs_shows_its_records_is_repaired_and_the_page_says_so_by_itself() {
        Page page = page(Role.OWNER);
        page.navigate("/reconcile?differs=true");
        assertThat(heading(page)).hasText("1 device differs from the hub");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Caja 1"))
                .first()
                .click();
        assertThat(heading(page)).hasText("Caja 1 differs from the hub in 1 table");
        hub.post("/api/sync/reconcile/buckets")
                .key(till.apiKey())
                .json(Map.of("entity", "brands", "buckets", Map.of()))
                .send();
        button(page, "Show the records").click();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bimbo")))
                .isVisible();
        screenshot(page, "run-records");
        button(page, "Repair now").click();
        agree(till);
        assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Repaired");
        assertThat(button(page, "Repair now")).isHidden();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 320})
    void every_page_is_accessible_and_fits(int width) {
        Page page = page(Role.OWNER, ColorScheme.LIGHT, width);
        Map.of(
                        "operations", "/operations",
                        "operation", "/operations/operation?id=" + refused.operationId(),
                        "calls", "/operations/calls",
                        "reconcile", "/reconcile")
                .forEach((name, address) -> check(page, name, address));
        page.navigate("/reconcile?differs=true");
        String run = (String) page.locator("a[href*='reconcile/']").first().getAttribute("href");
        check(page, "run", "/" + run);
    }

    private void check(Page page, String name, String address) {
        page.navigate(address);
        assertThat(heading(page)).not().isEmpty();
        if (page.locator("vaadin-grid").count() > 0) {
            assertThat(page.locator("vaadin-grid concilia-time:visible").first())
                    .isVisible();
        }
        assertLooksRight(page, name);
    }

    private static Locator button(Page page, String text) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text));
    }
}
