package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.concilia.admin.conflict.Disputes;
import dev.concilia.business.Role;
import dev.concilia.device.DeviceEdits;
import dev.concilia.kernel.DeviceId;
import dev.concilia.support.Tables;
import dev.concilia.support.TestDevice;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What all pages do alike, in a real browser: where the focus goes, what going back undoes, what is copied. */
class BehaviourBrowserTest extends BrowserTest {
    @Autowired
    private Tables tables;

    @Autowired
    private DeviceEdits edits;

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator focused(Page page) {
        return page.locator(":focus");
    }

    @Test
    void the_focus_goes_to_the_answer_of_another_page_and_stays_while_one_filters() {
        business.device("Caja Norte");
        business.device("Caja Sur");
        Page page = page(Role.OWNER);
        page.navigate("/devices");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Caja Sur"))
                .click();
        assertThat(heading(page)).hasText("Caja Sur");
        assertThat(heading(page)).isFocused();
        page.goBack();
        assertThat(heading(page)).hasText(Pattern.compile("2 devices"));
        assertThat(heading(page)).isFocused();
        Locator search = page.getByRole(AriaRole.TEXTBOX);
        search.fill("caja n");
        page.waitForURL("**/devices?q=caja*n");
        assertThat(search).isFocused();
        button(page, "Clear filters").click();
        page.waitForURL("**/devices");
        assertThat(search).isFocused();
        assertThat(search).hasValue("");
    }

    @Test
    void going_back_does_not_undo_the_typing_pause_by_pause() {
        business.device("Caja Norte");
        Page page = page(Role.OWNER);
        page.navigate("/alerts");
        assertThat(heading(page)).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Devices"))
                .click();
        Locator search = page.getByRole(AriaRole.TEXTBOX);
        search.fill("ca");
        page.waitForURL("**/devices?q=ca");
        search.fill("caja");
        page.waitForURL("**/devices?q=caja");
        page.goBack();
        page.waitForURL("**/alerts");
    }

    @Test
    void after_a_decision_the_focus_is_at_the_next_one() {
        Disputes disputes = new Disputes(business);
        String first = disputes.phone("c1", "Ana Pérez");
        disputes.phone("c2", "Luis Gómez");
        Page page = page(Role.OWNER);
        page.navigate("/conflicts/" + first);
        page.getByRole(AriaRole.RADIO).first().check();
        assertThat(button(page, "Save and next")).isEnabled();
        page.keyboard().press("Control+Enter");
        assertThat(heading(page)).hasText("Luis Gómez");
        assertThat(page.getByRole(AriaRole.RADIO).first()).isFocused();
    }

    @Test
    void a_double_click_acts_once() {
        TestDevice till = business.device("Caja Norte");
        Page page = page(Role.OWNER);
        page.navigate("/devices/" + till.id());
        button(page, "Sync now").dblclick();
        assertThat(page.locator(".toast")).hasCount(1);
        button(page, "Edit").click();
        assertThat(button(page, "Cancel")).isVisible();
        assertThat(tables.texts("SELECT action FROM audit_entry WHERE action = 'device.trigger' AND business_id = '"
                        + business.id() + "'"))
                .hasSize(1);
    }

    @Test
    void copied_is_said_only_of_what_was_copied() {
        TestDevice till = business.device("Caja Norte");
        Page page = page(Role.OWNER);
        page.navigate("/devices/" + till.id());
        button(page, "New key").click();
        Locator secret = page.locator(".secret");
        String key = secret.textContent();
        page.keyboard().press("Escape");
        assertThat(secret).isVisible();
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });"
                + " document.execCommand = () => false;");
        button(page, "Copy").click();
        assertThat(page.getByText("copy it by hand")).isVisible();
        assertThat(page.getByText("Copied")).hasCount(0);
        assertThat(page.evaluate("getSelection().toString()")).isEqualTo(key);
        page.evaluate("document.execCommand = (what) => what === 'copy';");
        button(page, "Copy").click();
        assertThat(page.getByText("Copied")).isVisible();
    }

    @Test
    void the_retired_look_right() {
        for (String name : List.of("Caja Norte", "Caja Sur")) {
            TestDevice till = business.device(name);
            edits.retire(id(), "user:x", DeviceId.of(till.id()));
        }
        Page page = page(Role.OWNER);
        page.navigate("/devices?state=retired");
        assertThat(heading(page)).hasText("2 devices are retired");
        assertThat(page.getByText("Caja Norte")).isVisible();
        assertLooksRight(page, "devices-retired");
        page.getByText("Caja Norte").click();
        assertThat(button(page, "Bring back")).isVisible();
        assertLooksRight(page, "device-retired");
    }
}
