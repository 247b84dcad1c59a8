package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.admin.conflict.Disputes;
import dev.concilia.business.Role;
import dev.concilia.support.Tables;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The conflict center in a real browser. */
class ConflictBrowserTest extends BrowserTest {
    @Autowired
    private Tables tables;

    private Disputes disputes;

    @BeforeEach
    void devices() {
        disputes = new Disputes(business);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator radio(Page page, String value) {
        return page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile(value)));
    }

    @Test
    void from_the_menu_through_the_list_to_the_decision_and_back() {
        disputes.phoneAndLimit("c1", "Ana Pérez");
        disputes.phone("c2", "Luis Gómez");
        Page page = page(Role.OWNER);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Conflicts")))
                .click();
        assertThat(heading(page)).hasText("2 conflicts to decide");
        assertThat(page.locator(".menu-count")).hasText("2");
        page.getByText("Ana Pérez").click();
        assertThat(heading(page)).hasText("Ana Pérez");
        radio(page, "55 1234 5678").check();
        radio(page, "Another value").nth(1).check();
        page.getByLabel("Another value: Credit limit").fill("900.50");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("MX$900.50");
        button(page, "Save and next").click();
        assertThat(heading(page)).hasText("Luis Gómez");
        assertThat(page.locator(".menu-count")).hasText("1");
        button(page, "Undo").click();
        assertThat(heading(page)).hasText("Ana Pérez");
        assertThat(page.locator(".menu-count")).hasText("2");
    }

    @Test
    void the_keyboard_alone_is_enough() {
        disputes.phoneAndLimit("c1", "Ana Pérez");
        disputes.phone("c2", "Luis Gómez");
        Page page = page(Role.ADMIN);
        page.navigate("/conflicts");
        assertThat(page.getByText("Ana Pérez")).isVisible();
        page.keyboard().press("/");
        assertThat(page.locator("main [role=search] > *").first()).hasAttribute("focused", "");
        page.getByText("Ana Pérez").click();
        assertThat(heading(page)).hasText("Ana Pérez");
        page.keyboard().press("n");
        assertThat(heading(page)).hasText("Luis Gómez");
        page.keyboard().press("n");
        assertThat(heading(page)).hasText("Ana Pérez");
        page.keyboard().press("m");
        assertThat(radio(page, "55 1234 5678")).isChecked();
        radio(page, "55 1234 5678").focus();
        page.keyboard().press("?"); // a choice is no text
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("3");
        Locator editor = page.getByLabel("Another value: Credit limit");
        assertThat(editor).isFocused();
        editor.fill("77"); // keys in a field are text
        page.keyboard().press("Control+Enter");
        assertThat(heading(page)).hasText("Luis Gómez");
        page.evaluate("window.conciliaKeys.set(false)");
        page.keyboard().press("h");
        assertThat(radio(page, "55 1234 9999")).not().isChecked();
    }

    @Test
    void two_people_in_the_same_conflict() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        Page first = page(Role.OWNER);
        Page second = page(Role.ADMIN);
        first.navigate("/conflicts/" + conflict);
        second.navigate("/conflicts/" + conflict);
        radio(second, "Another value").check();
        second.getByLabel("Another value: Phone").fill("55 0000 0000");
        radio(first, "55 1234 5678").check();
        button(first, "Save").click();
        assertThat(heading(first)).hasText("Nothing to decide");
        assertThat(second.getByRole(AriaRole.ALERT).first()).containsText("Somebody has just settled this conflict");
        assertThat(second.getByText("Ana Torres chose the device value")).isVisible();
        assertThat(button(second, "Save")).hasCount(0);
        assertThat(second.locator(".menu-count")).hasCount(0);
        screenshot(second, "conflict-settled-1280-light");
    }

    @Test
    void many_at_once_with_preview_and_progress() {
        disputes.many(tables, 1_000);
        Page page = page(Role.OWNER);
        page.navigate("/conflicts");
        assertThat(heading(page)).hasText("1,000 conflicts to decide");
        button(page, "Settle many…").click();
        page.getByLabel("Those of the devices").check();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Phone: becomes device-1, not hub-1");
        assertAccessible(page);
        screenshot(page, "conflict-bulk-1280-light");
        button(page, "Settle 1,000 conflicts").click();
        assertThat(page.locator(".job")).containsText("1,000 of 1,000 settled");
        assertThat(heading(page)).hasText("Nothing to decide");
        screenshot(page, "conflict-bulk-done-1280-light");
        page.reload();
        assertThat(page.locator(".job")).containsText("1,000 of 1,000 settled");
        page.locator(".job").getByText("Undo").click();
        assertThat(page.locator(".job")).containsText("1,000 of 1,000 undone");
        assertThat(heading(page)).hasText("1,000 conflicts to decide");
    }

    @Test
    void both_pages_are_accessible_in_both_schemes_and_fit_a_phone() {
        String conflict = disputes.phoneAndLimit("c1", "Ana Pérez");
        disputes.fields("c2", "Luis <b>Gómez</b>", new Object[] {"phone", "1 ".repeat(20)}, new Object[] {
            "phone", "2".repeat(40)
        });
        disputes.phone("c3", "Restaurante El Cardenal, sucursal Centro Histórico y eventos especiales");
        Page page = page(Role.OWNER, ColorScheme.LIGHT, 1280, "es-MX");
        for (int width : List.of(1280, 360, 320)) {
            resize(page, width);
            page.navigate("/conflicts");
            assertThat(heading(page)).hasText("3 conflictos por decidir");
            assertThat(page.getByText("Ana Pérez").first()).isVisible();
            assertLooksRight(page, "conflicts");
            page.navigate("/conflicts/" + conflict);
            assertThat(heading(page)).hasText("Ana Pérez");
            radio(page, "55 1234 5678").check();
            button(page, "Antes").first().click();
            radio(page, "Otro valor").nth(1).check();
            page.getByText("Agregar una nota").click();
            assertLooksRight(page, "conflict");
        }
    }
}
