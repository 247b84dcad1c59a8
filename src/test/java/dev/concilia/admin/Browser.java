package dev.concilia.admin;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A headless Chromium: the one that {@code CHROMIUM} names, or the system's. */
final class Browser implements AutoCloseable {
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    /** Longest wait for what a page is to show, in milliseconds; a busy machine takes its time. */
    private static final double PATIENCE = 20_000;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium")))
                    .setArgs(QUIET));

    private static @Nullable Browser shared;

    /** The one that all classes of {@link BrowserTest} use; it ends with the tests. */
    static synchronized Browser shared() {
        if (shared == null) {
            shared = new Browser();
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** A fresh visitor with these habits. */
    BrowserContext visitor(String address, String language, ColorScheme scheme, int width) {
        BrowserContext visitor = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(address)
                .setLocale(language)
                .setTimezoneId("America/Mexico_City")
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setViewportSize(width, width < 500 ? 760 : 860));
        visitor.setDefaultTimeout(PATIENCE);
        return visitor;
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
