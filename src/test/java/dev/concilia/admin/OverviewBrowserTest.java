package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.FirstRun;
import dev.concilia.business.People;
import dev.concilia.business.Role;
import dev.concilia.business.Tenants;
import dev.concilia.device.Devices;
import dev.concilia.kernel.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The way of an owner through a real browser, from the setup link to a page that changes by itself. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverviewBrowserTest {
    private static final String EMAIL = "ana@espiga.example";
    private static final String PASSWORD = "pan de muerto y canela";

    private static final Path FOLDER = temporary();

    @LocalServerPort
    int port;

    @Autowired
    FirstRun firstRun;

    @Autowired
    Businesses businesses;

    @Autowired
    People people;

    @Autowired
    Devices devices;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Ids ids;

    private final Browser browser = Browser.shared();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("concilia.data-dir", FOLDER::toString);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("concilia-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(1)
    void a_link_with_a_wrong_code_says_what_to_do() {
        try (BrowserContext visitor = visitor("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            page.navigate("/setup?code=guessed");
            assertThat(heading(page)).hasText("This link does not work");
            page.navigate("/login");
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("not set up yet");
        }
    }

    @Test
    @Order(2)
    void the_setup_is_accessible_in_both_schemes_and_fits_a_phone() {
        String link = "/setup?code=" + firstRun.newCode().orElseThrow();
        for (int width : List.of(1280, 320)) {
            try (BrowserContext visitor = visitor("es-MX", ColorScheme.LIGHT, width)) {
                Page page = visitor.newPage();
                page.navigate(link);
                assertThat(heading(page)).hasText("Configura Concilia");
                BrowserTest.assertLooksRight(page, "setup");
            }
        }
    }

    @Test
    @Order(3)
    void the_owner_sets_the_hub_up_with_the_one_time_link() {
        String link = "/setup?code=" + firstRun.newCode().orElseThrow();
        try (BrowserContext visitor = visitor("es-MX", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            page.navigate(link);
            page.getByLabel("Nombre del negocio").fill("Panadería La Espiga");
            page.getByLabel("Tu nombre").fill("Ana Torres");
            page.getByRole(AriaRole.BUTTON, name("English")).click(); // nothing typed gets lost
            assertThat(heading(page)).hasText("Set up Concilia");
            page.getByRole(AriaRole.BUTTON, name("Español")).click();
            assertThat(heading(page)).hasText("Configura Concilia");
            assertThat(page.getByLabel("Nombre del negocio")).hasValue("Panadería La Espiga");
            page.getByLabel("Correo electrónico").fill(EMAIL);
            page.getByLabel("Contraseña", exactly()).fill("password12");
            page.getByRole(AriaRole.BUTTON, name("Crear negocio")).click();
            assertThat(page.getByText("cualquiera la adivinaría")).isVisible();
            page.getByLabel("Contraseña", exactly()).fill(PASSWORD);
            page.getByRole(AriaRole.BUTTON, name("Crear negocio")).click();
            assertThat(page).hasURL(Pattern.compile(".*/login\\?welcome.*"));
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("tu negocio está creado");
            page.navigate(link);
            assertThat(heading(page)).hasText("Este enlace ya se usó");
        }
        Business business = businesses.first().orElseThrow();
        assertThat(business.timezone().getId()).isEqualTo("America/Mexico_City");
        assertThat(business.currency()).isEqualTo("MXN");
    }

    @Test
    @Order(4)
    void a_wrong_password_stays_on_the_login_page_with_a_reason() {
        try (BrowserContext visitor = visitor("es-MX", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            signIn(page, EMAIL, "not the password");
            assertThat(page.getByText("Correo o contraseña incorrectos")).isVisible();
            page.navigate("/");
            assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        }
    }

    @Test
    @Order(5)
    void guessing_is_slowed_down_and_says_when_to_come_back() {
        try (BrowserContext visitor = visitor("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            for (int attempt = 0; attempt < 5; attempt++) {
                signIn(page, "guessed@espiga.example", "wrong password " + attempt);
                assertThat(page.getByText("Wrong e-mail or password")).isVisible();
            }
            signIn(page, "guessed@espiga.example", "wrong password again");
            assertThat(page.getByText("Too many attempts")).isVisible();
            assertThat(page.getByText(Pattern.compile("try again in 1[45] minutes")))
                    .isVisible();
        }
    }

    @Test
    @Order(6)
    void without_devices_the_overview_names_the_next_action() {
        try (BrowserContext visitor = owner("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            var answer = page.navigate("/");
            assertThat(answer.headers().get("content-security-policy")).contains("frame-ancestors 'none'");
            assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
            assertThat(answer.headers()).containsEntry("referrer-policy", "same-origin");
            assertThat(heading(page)).hasText("Waiting for the first device");
            assertThat(page.getByText("Enrol your first device")).isVisible();
            BrowserTest.assertAccessible(page);
            Browser.screenshot(page, "empty-1280-light");
        }
    }

    @Test
    @Order(7)
    void the_overview_changes_by_itself_when_a_device_pushes() {
        Business business = businesses.first().orElseThrow();
        try (BrowserContext visitor = owner("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            page.navigate("/");
            assertThat(heading(page)).hasText("Waiting for the first device");
            var till = devices.enrol(business.id(), new Devices.Enrolment("Caja Centro 1", "terminal", null, "Centro"));
            assertThat(heading(page)).hasText("1 device has yet to sync");
            assertThat(grid(page)).containsText("Caja Centro 1");
            assertThat(grid(page)).containsText("Waiting");
            assertThat(figure(page, "Unsent")).containsText("–");
            page.evaluate("window.sameDocument = true");
            push(till.key().apiKey(), 3);
            assertThat(grid(page)).containsText("Syncing");
            assertThat(heading(page)).hasText("1 device is syncing");
            assertThat(figure(page, "Unsent")).containsText("3");
            assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        }
    }

    @Test
    @Order(8)
    void the_overview_is_accessible_and_fits_every_width() {
        try (BrowserContext visitor = owner("es-MX", ColorScheme.DARK, 1280)) {
            fleet();
            Page page = visitor.newPage();
            for (int width : List.of(1280, 768, 360, 320)) {
                BrowserTest.resize(page, width);
                page.navigate("/");
                assertThat(heading(page)).hasText("2 dispositivos te necesitan");
                assertThat(grid(page)).containsText("Tableta Centro 2");
                assertThat(page.locator("html"))
                        .hasAttribute("lang", "es-MX"); // numbers and dates as the hub writes them
                BrowserTest.assertLooksRight(page, "overview");
            }
        }
    }

    @Test
    @Order(9)
    void the_login_is_accessible_and_fits_a_phone() {
        for (int width : List.of(1280, 320)) {
            try (BrowserContext visitor = visitor("pt-BR", ColorScheme.LIGHT, width)) {
                Page page = visitor.newPage();
                page.navigate("/login");
                assertThat(heading(page)).hasText("Entrar");
                BrowserTest.assertLooksRight(page, "login");
                page.navigate("/login?error");
                assertThat(page.getByText("E-mail ou senha incorretos")).isVisible();
                BrowserTest.assertLooksRight(page, "login-error");
            }
        }
    }

    @Test
    @Order(10)
    void language_and_scheme_are_kept_for_the_next_visit() {
        fleet();
        try (BrowserContext visitor = owner("es-MX", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            page.navigate("/");
            assertThat(heading(page)).hasText("2 dispositivos te necesitan");
            menu(page, "Cuenta de Ana Torres", "Idioma", "English");
            assertThat(heading(page)).hasText("2 devices need you");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            menu(page, "Account of Ana Torres", "Appearance", "Dark");
            assertThat(page.locator("html")).hasAttribute("theme", "dark");
            Browser.screenshot(page, "menu-1280");
            page.reload();
            assertThat(heading(page)).hasText("2 devices need you");
            assertThat(page.locator("html")).hasAttribute("theme", "dark");
            assertThat(page.locator("html")).hasCSS("color-scheme", "dark");
        }
    }

    @Test
    @Order(11)
    void the_header_badge_leads_to_its_cause() {
        fleet();
        try (BrowserContext visitor = owner("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            page.navigate("/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Offline: see why"))
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*\\?state=offline"));
            assertThat(grid(page)).containsText("Caja Norte");
            assertThat(grid(page).getByText("Tableta Centro 2")).not().isVisible();
            page.getByText("See as table").first().click();
            assertThat(page.locator("table.figures")).containsText("Applied");
            BrowserTest.assertAccessible(page);
        }
    }

    @Test
    @Order(12)
    void staff_and_strangers_see_nothing_of_the_back_office() {
        Business business = businesses.first().orElseThrow();
        var staff = people.create("leo@espiga.example", "Leo", PASSWORD, false);
        people.join(business.id(), staff.id(), Role.STAFF);
        try (BrowserContext visitor = visitor("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            signIn(page, "leo@espiga.example", PASSWORD);
            assertThat(heading(page)).hasText("No access to this page");
            assertThat(page.getByText("staff app")).isVisible();
            assertThat(page.getByText("Caja Norte")).hasCount(0);
            Browser.screenshot(page, "denied-1280-light");
            page.getByRole(AriaRole.BUTTON, name("Sign out")).click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("You have signed out");
        }
    }

    @Test
    @Order(13)
    void an_unknown_address_has_a_page_of_its_own() {
        try (BrowserContext visitor = owner("en-US", ColorScheme.DARK, 1280)) {
            Page page = visitor.newPage();
            page.navigate("/no-such-page");
            assertThat(heading(page)).hasText("This page does not exist");
            BrowserTest.assertAccessible(page);
            Browser.screenshot(page, "missing-1280-dark");
        }
    }

    @Test
    @Order(14)
    void signing_out_ends_the_session() {
        try (BrowserContext visitor = owner("en-US", ColorScheme.LIGHT, 1280)) {
            Page page = visitor.newPage();
            page.navigate("/");
            page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Account of Ana Torres"))
                    .click();
            page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("You have signed out");
            page.navigate("/");
            assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        }
    }

    /** A device in each state, as of this moment. */
    private void fleet() {
        Business business = businesses.first().orElseThrow();
        if (devices.list(business.id()).size() == 1) {
            enrol(business, "Tableta Centro 2", "Centro");
            enrol(business, "Caja Norte", "Norte");
            enrol(business, "Caja Sur", "Sur");
            enrol(business, "Tableta nueva", "Sur");
        }
        tenants.run(
                business.id(),
                () -> List.of(
                                "UPDATE device SET last_seen_at = now(), last_push_at = now() WHERE name <> 'Tableta nueva'",
                                "UPDATE device SET pending = 0, consistent = true, last_seen_at = now() - interval '9 s' WHERE name = 'Caja Sur'",
                                "UPDATE device SET pending = 0, consistent = false, last_seen_at = now() - interval '20 s' WHERE name = 'Tableta Centro 2'",
                                "UPDATE device SET pending = 38, last_seen_at = now() - interval '4 min' WHERE name = 'Caja Norte'",
                                "UPDATE device_key SET expires_at = now() + interval '9 days' WHERE name = 'Caja Sur'")
                        .forEach(sql -> jdbc.sql(sql).update()));
    }

    private void enrol(Business business, String name, String location) {
        devices.enrol(business.id(), new Devices.Enrolment(name, "terminal", null, location));
    }

    private void push(String apiKey, int pending) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/sync/batch"))
                .header("X-API-Key", apiKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"operations": [{"operationId": "%s", "entity": "categories", "action": "insert",
                          "entityId": "cat-1", "payload": {"name": "Pan dulce"}}], "pending": %d}""".formatted(ids.next(), pending)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private BrowserContext visitor(String language, ColorScheme scheme, int width) {
        return browser.visitor("http://localhost:" + port, language, scheme, width);
    }

    private BrowserContext owner(String language, ColorScheme scheme, int width) {
        BrowserContext visitor = visitor(language, scheme, width);
        Page page = visitor.newPage();
        signIn(page, EMAIL, PASSWORD);
        assertThat(page.locator("vaadin-app-layout")).isVisible();
        page.close();
        return visitor;
    }

    private static void signIn(Page page, String email, String password) {
        page.navigate("/login");
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("input[name=password]").press("Enter");
    }

    private static void menu(Page page, String first, String second, String third) {
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(first))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(second))
                .hover();
        page.getByText(third, new Page.GetByTextOptions().setExact(true)).click();
    }

    private static com.microsoft.playwright.Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static com.microsoft.playwright.Locator grid(Page page) {
        return page.locator("vaadin-grid.devices");
    }

    private static com.microsoft.playwright.Locator figure(Page page, String label) {
        return page.locator(".figure", new Page.LocatorOptions().setHasText(label));
    }

    private static Page.GetByRoleOptions name(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
