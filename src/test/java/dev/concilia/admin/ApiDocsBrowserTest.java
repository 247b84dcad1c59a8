package dev.concilia.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api-docs} in a real browser: its policy forbids nothing that it needs, and it can be read by everybody. */
@HubTest
class ApiDocsBrowserTest {
    private final Hub hub;

    ApiDocsBrowserTest(Hub hub) {
        this.hub = hub;
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 320})
    void thePageIsStyledNeedsNoOtherHostAndIsReadable(int width) {
        List<String> complaints = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        String address = "http://localhost:" + hub.port();
        try (BrowserContext visitor = Browser.shared().visitor(address, "en", ColorScheme.LIGHT, width)) {
            Page page = visitor.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(address)) {
                    elsewhere.add(request.url());
                }
            });
            page.navigate("/api-docs");
            assertThat(page.title()).isEqualTo("Concilia API");
            assertThat(page.evaluate("() => getComputedStyle(document.querySelector('.call')).borderTopStyle"))
                    .as("the style sheet counts")
                    .isEqualTo("solid");
            page.locator("#pushBatch summary").click();
            assertThat(page.locator("#pushBatch pre").first().isVisible()).isTrue();
            BrowserTest.assertLooksRight(page, "api-docs");
        }
        assertThat(complaints).isEmpty();
        assertThat(elsewhere).isEmpty();
    }
}
