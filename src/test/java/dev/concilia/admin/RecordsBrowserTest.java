package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.business.Role;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The records' pages in a real browser. */
class RecordsBrowserTest extends BrowserTest {
    private static final String ODD = "Mesa 4/2026; ñ%2F~41";

    @Autowired
    private Tables tables;

    @BeforeEach
    void sell() {
        TestDevice till = business.device("Caja Centro");
        till.push(
                Op.insert("categories", "c1", "name", "Pan dulce"),
                Op.insert(
                        "products",
                        "p1",
                        "name",
                        "Concha de vainilla",
                        "price",
                        "12.50",
                        "categoryId",
                        "c1",
                        "sku",
                        "CON-1",
                        "isActive",
                        true,
                        "description",
                        "Pan dulce con costra de azúcar <b>y vainilla</b>"),
                Op.insert("products", "p2", "name", "Cuerno de mantequilla", "price", "18.00", "categoryId", "c1"),
                Op.insert("customers", "k1", "firstName", "María", "lastName", "Gómez"),
                Op.insert(
                        "orders",
                        ODD,
                        "status",
                        "PREPARING",
                        "orderType",
                        "DELIVERY",
                        "customerId",
                        "k1",
                        "total",
                        68,
                        "dailyNumber",
                        14,
                        "createdAt",
                        "2026-11-22T08:00:00Z",
                        "items",
                        List.of(Map.of("productId", "p1", "name", "Concha", "quantity", 4, "price", 12.5))));
        till.push(Op.update("products", "p1", "price", "13.00").base(1));
        business.device("Tablet Norte")
                .push(Op.update("products", "p1", "sku", "CON-01", "unit", "pieza")
                        .base(2));
    }

    @Test
    void a_person_finds_changes_and_restores_a_record() {
        Page page = page(Role.OWNER);
        page.navigate("/records");
        page.getByRole(AriaRole.LINK, named("Products")).click();
        assertThat(heading(page)).hasText("Products: 2");
        page.getByRole(AriaRole.TEXTBOX).first().fill("concha");
        page.waitForURL("**/records/products?q=concha");
        page.getByRole(AriaRole.LINK, named("Concha de vainilla")).click();
        assertThat(heading(page)).hasText("Concha de vainilla");
        page.getByRole(AriaRole.BUTTON, button("Edit")).click();
        Locator price = page.getByLabel("Price", new Page.GetByLabelOptions().setExact(true));
        price.fill("15");
        page.getByRole(AriaRole.BUTTON, button("Save")).click();
        assertThat(page.getByText("Saved. The devices get it with their next sync."))
                .isVisible();
        assertThat(page.locator(".timeline > li").first()).containsText("Ana Torres");
        page.getByRole(AriaRole.BUTTON, button("Restore version 1")).click();
        assertThat(page.getByText("These values come back as version 5")).isVisible();
        page.getByRole(AriaRole.DIALOG)
                .getByText("Restore", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("Version 1 is back.")).isVisible();
        assertThat(page.locator(".facts")).containsText("12.50");
    }

    @Test
    void a_reference_is_picked_by_typing_its_name() {
        business.device("Caja 2")
                .push(
                        Op.insert("categories", "c2", "name", "Pasteles"),
                        Op.insert("categories", "c3", "name", "Panes"));
        Page page = page(Role.OWNER);
        page.navigate("/records/products/p1");
        page.getByRole(AriaRole.BUTTON, button("Edit")).click();
        Locator category = page.getByRole(AriaRole.COMBOBOX, named("Category"));
        assertThat(category).hasValue("Pan dulce");
        category.fill("past");
        page.getByRole(AriaRole.OPTION).getByText("Pasteles").click();
        assertThat(category).hasValue("Pasteles");
        category.fill("nobody");
        category.press("Tab");
        assertThat(page.getByText("There is no such record. Check the ID.")).isVisible();
        screenshot(page, "record-reference-refused");
        category.fill("c3");
        category.press("Tab");
        assertThat(category).hasValue("Panes");
        page.getByRole(AriaRole.BUTTON, button("Save")).click();
        assertThat(page.locator(".facts")).containsText("Panes");
    }

    @Test
    void what_is_far_down_is_found_by_a_picker_and_in_a_list_that_both_go_on() {
        tables.owner().sql("""
                        INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted,
                            digest, created_at, updated_at, side, seq)
                        SELECT :business::uuid, 'categories', 'z' || lpad(n::text, 5, '0'),
                            jsonb_build_object('name', CASE n WHEN 34567 THEN 'Ana' ELSE 'Luis' END), 1, '{}', 1, false, n,
                            now(), now(), 'LOCAL', 1000 + n
                        FROM generate_series(1, 35000) AS n
                        """).param("business", business.id()).update();
        Page page = page(Role.OWNER, ColorScheme.LIGHT, 360);
        page.navigate("/records/products/p1");
        page.getByRole(AriaRole.BUTTON, button("Edit")).click();
        page.getByRole(AriaRole.COMBOBOX, named("Category")).fill("ana");
        page.getByRole(AriaRole.OPTION).getByText("z34567").click();
        assertThat(page.getByRole(AriaRole.COMBOBOX, named("Category"))).hasValue("Ana");
        page.navigate("/records/categories?q=ana");
        assertThat(page.getByRole(AriaRole.LINK, named("Ana"))).isVisible();
        assertThat(page.getByText("1 found, in all 35,001 records")).isVisible();
        settled(page, "records-searched");
    }

    @Test
    void a_deep_link_with_an_odd_id_opens_and_survives_a_reload() {
        Page page = page(Role.AUDITOR);
        page.navigate("/" + RecordLink.to("orders", ODD));
        assertThat(heading(page)).hasText("Daily number 14");
        assertThat(page.locator(".facts")).containsText(ODD);
        page.reload();
        assertThat(heading(page)).hasText("Daily number 14");
        page.locator(".facts").getByRole(AriaRole.LINK, inFacts("María Gómez")).click();
        assertThat(heading(page)).hasText("María Gómez");
        page.goBack();
        assertThat(heading(page)).hasText("Daily number 14");
        page.locator(".back").click();
        page.getByRole(AriaRole.LINK, named("14")).click();
        assertThat(page.locator(".facts")).containsText(ODD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 320})
    void the_pages_fit_and_are_accessible(int width) {
        Page page = page(Role.OWNER, ColorScheme.LIGHT, width);
        for (String address : List.of("records", "records/products", "records/orders", "records/products/p1")) {
            page.navigate("/" + address);
            assertThat(page.locator(".page .card").first()).isVisible();
            settled(page, address.replace('/', '-'));
        }
        page.getByRole(AriaRole.BUTTON, button("Edit")).click();
        assertThat(page.getByLabel("Name *").first()).isVisible();
        settled(page, "record-edit");
    }

    private static void settled(Page page, String name) {
        page.waitForFunction("!window.Vaadin?.Flow?.clients || Object.values(window.Vaadin.Flow.clients)"
                + ".every(client => !client.isActive || !client.isActive())");
        assertLooksRight(page, name);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions inFacts(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
