package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.concilia.admin.conflict.Disputes;
import dev.concilia.alert.AlertLook;
import dev.concilia.business.Role;
import dev.concilia.support.Tables;
import dev.concilia.support.TestDevice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Photographs every page of the back office for {@code docs/screenshots}; run by {@code script/screenshots}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsTest extends BrowserTest {
    private static final Path FOLDER = Path.of("docs", "screenshots");
    private static final int TALL = 1_100;

    @Autowired
    private Tables tables;

    @Autowired
    private ApplicationContext hubContext;

    @Test
    void every_page_in_both_schemes_and_widths() {
        Disputes disputes = new Disputes(business);
        String conflict = disputes.phoneAndLimit("c-1", "Panadería Luna");
        disputes.phone("c-2", "María José Hernández");
        disputes.phone("c-3", "Tienda Don Beto");
        SampleDay day = new SampleDay(business, tables);
        day.sells(disputes.till);
        AlertLook.at(hubContext, business.id());
        Map<String, String> pages = pages(disputes.till, conflict);
        Page page = page(Role.OWNER, ColorScheme.LIGHT, 1280, "es-MX");
        day.named();
        for (int width : List.of(1280, 360)) {
            page.setViewportSize(width, TALL);
            day.inContact();
            pages.forEach((name, address) -> photograph(page, address, name + "-" + width));
        }
    }

    private Map<String, String> pages(TestDevice till, String conflict) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("conflicts", "/conflicts");
        pages.put("conflict", "/conflicts/" + conflict);
        pages.put("devices", "/devices");
        pages.put("device", "/devices/" + till.id());
        pages.put("operations", "/operations");
        pages.put("calls", "/operations/calls");
        pages.put("reconcile", "/reconcile");
        pages.put("kinds", "/records");
        pages.put("records", "/records/products");
        pages.put("record", "/records/customers/c-1");
        pages.put("alerts", "/alerts");
        pages.put("alert-rules", "/alerts/rules");
        pages.put("backups", "/backups");
        pages.put("exports", "/exports");
        pages.put("users", "/users");
        pages.put("profile", "/profile");
        pages.put("audit", "/audit");
        pages.put("settings", "/settings");
        return pages;
    }

    private static void photograph(Page page, String address, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(address);
            Locator heading = heading(page);
            assertThat(heading).isVisible();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(page.locator(".v-loading-indicator:is(.first, .second, .third)"))
                    .hasCount(0);
            assertThat(heading.innerText()).as(name).isNotBlank();
            assertNoSidewaysScroll(page);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
        }
    }
}
