package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.concilia.admin.conflict.Disputes;
import dev.concilia.business.Role;
import dev.concilia.support.Tables;
import dev.concilia.support.TestDevice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;

/** Photographs every page of the back office for {@code docs/screenshots}; run by {@code script/screenshots}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsTest extends BrowserTest {
    private static final Path FOLDER = Path.of("docs", "screenshots");

    @Autowired
    private Tables tables;

    @Test
    void every_page_in_both_schemes_and_widths() {
        Disputes disputes = new Disputes(business);
        String conflict = disputes.phoneAndLimit("c-1", "Panadería Luna");
        disputes.phone("c-2", "María José Hernández");
        disputes.phone("c-3", "Tienda Don Beto");
        aDay(disputes.till);
        Map<String, String> pages = pages(disputes.till, conflict);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1280, 360)) {
                Page page = page(Role.OWNER, scheme, width, "es-MX");
                pages.forEach((name, address) -> photograph(
                        page, address, name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT)));
            }
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
        pages.put("reconcile", "/reconcile");
        pages.put("records", "/records/products");
        pages.put("record", "/records/customers/c-1");
        pages.put("alerts", "/alerts");
        pages.put("backups", "/backups");
        pages.put("exports", "/exports");
        pages.put("users", "/users");
        pages.put("profile", "/profile");
        pages.put("audit", "/audit");
        pages.put("settings", "/settings");
        return pages;
    }

    /** Products, sales, a refusal, comparisons, devices in every state. */
    private void aDay(TestDevice till) {
        till.push(insert("cash_sessions", "caja-1", "openedAt", "2026-11-22T13:00:00Z", "openingAmount", "500.00"));
        till.pushAll(IntStream.range(0, 60)
                .mapToObj(i -> insert(
                        "products", "p-" + i, "name", i % 3 == 0 ? "Concha " + i : "Bolillo " + i, "price", "12.50"))
                .toList());
        till.push(update("products", "p-1", "price", "13.00").base(1));
        till.push(insert("products", "p-x", "price", "gratis"));
        hub.post("/api/sync/reconcile")
                .key(till.apiKey())
                .json(Map.of("tables", List.of(Map.of("table", "products", "count", 12))))
                .send();
        for (String name : List.of("Caja Centro 1", "Caja Sur", "Servidor Centro", "Tableta nueva")) {
            business.device(name);
        }
        tables.owner().sql("""
                        UPDATE device SET pending = CASE WHEN name = 'Caja Sur' THEN 38 ELSE 0 END,
                            consistent = name <> 'Caja Norte', last_push_at = now(), last_pull_at = now(),
                            oldest_pending_at = CASE WHEN name = 'Caja Sur' THEN now() - interval '4 min' END,
                            last_seen_at = now() - CASE WHEN name = 'Caja Sur' THEN interval '4 min' ELSE interval '8 s' END
                        WHERE business_id = :business::uuid AND name <> 'Tableta nueva'
                        """).param("business", business.id()).update();
        tables.owner().sql("""
                        INSERT INTO operation_slot (business_id, slot, outcome, operations)
                        SELECT :business::uuid, date_bin('5 minutes', now(), 'epoch') - n * interval '5 minutes', o.outcome,
                            (o.share * (1 + sin(n / 40.0)) * (1 + (n * 7919 % 13) / 13.0))::bigint
                        FROM generate_series(0, 287) n,
                            (VALUES ('applied', 90), ('merged', 6), ('conflict', 2), ('rejected', 2)) AS o (outcome, share)
                        """).param("business", business.id()).update();
        tables.owner().sql("""
                        INSERT INTO pending_slot (business_id, slot, oldest_seconds)
                        SELECT :business::uuid, date_bin('5 minutes', now(), 'epoch') - n * interval '5 minutes',
                            CASE WHEN n BETWEEN 60 AND 90 THEN (90 - n) * 40 ELSE (n * 7919 % 60) END
                        FROM generate_series(0, 287) n
                        """).param("business", business.id()).update();
    }

    private static void photograph(Page page, String address, String name) {
        page.navigate(address);
        Locator heading = page.getByRole(com.microsoft.playwright.options.AriaRole.HEADING)
                .first();
        assertThat(heading).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("main h1").first().innerText()).as(name).isNotBlank();
        assertNoSidewaysScroll(page);
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
