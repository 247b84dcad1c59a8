package dev.concilia.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api-docs} in a real browser: its policy forbids nothing that it needs, and it can be read by everybody. */
@HubTest
class ApiDocsBrowserTest {
    private static final String TOO_WIDE =
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";

    private final Hub hub;

    ApiDocsBrowserTest(Hub hub) {
        this.hub = hub;
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 320"})
    void thePageIsStyledNeedsNoOtherHostAndIsReadable(ColorScheme scheme, int width) {
        List<String> complaints = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        String address = "http://localhost:" + hub.port();
        try (Browser browser = new Browser();
                BrowserContext visitor = browser.visitor(address, "en", scheme, width)) {
            Page page = visitor.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(address)) {
                    elsewhere.add(request.url());
                }
            });
            page.navigate("/api-docs");
            Browser.screenshot(page, "api-docs-" + width);

            assertThat(page.title()).isEqualTo("Concilia API");
            assertThat(page.evaluate("() => getComputedStyle(document.querySelector('.call')).borderTopStyle"))
                    .as("the style sheet counts")
                    .isEqualTo("solid");
            page.locator("#pushBatch summary").click();
            assertThat(page.locator("#pushBatch pre").first().isVisible()).isTrue();
            assertThat(page.evaluate(TOO_WIDE)).as("sideways scroll").isEqualTo(false);
            Browser.screenshot(page, "api-docs-open-" + width);
            assertThat(new AxeBuilder(page)
                            .analyze().getViolations().stream()
                                    .filter(rule ->
                                            List.of("serious", "critical").contains(rule.getImpact()))
                                    .map(Rule::toString)
                                    .toList())
                    .isEmpty();
        }
        assertThat(complaints).isEmpty();
        assertThat(elsewhere).isEmpty();
    }
}
