package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.business.Businesses;
import dev.concilia.business.People;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestBusiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A test of pages in a real browser, on the hub that all {@link HubTest}s share and in one Chromium for all classes.
 * Each test has a business of its own.
 */
@HubTest
public abstract class BrowserTest {
    protected static final String PASSWORD = "pan de muerto y canela";

    @Autowired
    protected Hub hub;

    @Autowired
    protected Businesses businesses;

    @Autowired
    protected People people;

    protected TestBusiness business;

    private final List<BrowserContext> open = new ArrayList<>();

    @BeforeEach
    void openBusiness() {
        business = hub.business("Panadería La Espiga");
    }

    @AfterEach
    void closePages() {
        open.forEach(BrowserContext::close);
    }

    protected final BusinessId id() {
        return BusinessId.of(business.id());
    }

    /** A page of somebody new with this role, signed in, in English, light, 1280 px wide. */
    protected final Page page(Role role) {
        return page(role, ColorScheme.LIGHT, 1280);
    }

    protected final Page page(Role role, ColorScheme scheme, int width) {
        return page(role, scheme, width, "en-US");
    }

    protected final Page page(Role role, ColorScheme scheme, int width, String language) {
        String email = role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.com";
        var person = people.create(email, "Ana Torres", PASSWORD, false);
        people.join(id(), person.id(), role);
        Page page = stranger(scheme, width, language);
        page.navigate("/login");
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=password]").press("Enter");
        assertThat(page.locator("vaadin-app-layout")).isVisible();
        return page;
    }

    /** A page of somebody who is not signed in, in English. */
    protected final Page stranger(ColorScheme scheme, int width) {
        return stranger(scheme, width, "en-US");
    }

    /** The next page that is opened has this width. */
    protected static void resize(Page page, int width) {
        page.setViewportSize(width, width < 500 ? 760 : 860);
    }

    private Page stranger(ColorScheme scheme, int width, String language) {
        BrowserContext visitor = Browser.shared().visitor("http://localhost:" + hub.port(), language, scheme, width);
        open.add(visitor);
        return visitor.newPage();
    }

    /** The page's answer. */
    protected static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    /** A file below {@code target/screenshots}, for people to look at. */
    protected static void screenshot(Page page, String name) {
        Browser.screenshot(page, name);
    }

    /**
     * The page as it stands is accessible and needs no sideways scroll, in both schemes; leaves pictures of it. One
     * load serves both schemes, since a page follows the system's without another.
     */
    protected static void assertLooksRight(Page page, String name) {
        CDPSession browser = page.context().newCDPSession(page);
        browser.send("Animation.enable");
        JsonObject atOnce = new JsonObject();
        atOnce.addProperty("playbackRate", 1_000); // colours that are still on their way are nobody's
        browser.send("Animation.setPlaybackRate", atOnce);
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertNoSidewaysScroll(page);
            String kind = page.viewportSize().width + "-" + scheme.name().toLowerCase(Locale.ROOT);
            screenshot(page, name + "-" + kind);
            assertAccessible(page);
        }
    } // the session stays: to end it would end the passkeys' virtual device of the page, too

    protected static void assertNoSidewaysScroll(Page page) {
        assertThat(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))
                .isEqualTo(0);
    }

    /** axe finds nothing serious. */
    protected static void assertAccessible(Page page) {
        List<Rule> serious = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(v -> List.of("serious", "critical").contains(v.getImpact()))
                        .toList();
        assertThat(serious)
                .as(() -> serious.stream()
                        .map(v -> v.getId() + ": "
                                + v.getNodes().stream()
                                        .map(n -> n.getHtml() + " " + n.getFailureSummary())
                                        .toList())
                        .toList()
                        .toString())
                .isEmpty();
    }
}
