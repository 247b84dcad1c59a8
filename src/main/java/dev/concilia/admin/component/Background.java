package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that may take a while: done beside the page, so that the page goes on answering, and shown when it is done. */
public final class Background {
    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private Background() {}

    /**
     * Runs {@code work} on a thread of its own and hands its result to {@code shown} under the page's lock. What it throws
     * goes the way of all failures of a page. Nothing is shown on a page that has been left.
     */
    public static <T> void run(Component page, Supplier<T> work, Consumer<T> shown) {
        run(page, work, shown, () -> {});
    }

    /** As above; {@code failed} runs under the page's lock where the work threw, before the page says so. */
    public static <T> void run(Component page, Supplier<T> work, Consumer<T> shown, Runnable failed) {
        UI ui = page.getUI().orElseThrow();
        Thread.ofVirtual().name("page-work").start(() -> {
            try {
                T result = work.get();
                ui.access(() -> {
                    if (page.isAttached()) {
                        shown.accept(result);
                    }
                });
            } catch (UIDetachedException gone) {
                log.debug("a page left while work was done for it", gone);
            } catch (RuntimeException e) {
                fail(ui, e, failed);
            }
        });
    }

    private static void fail(UI ui, RuntimeException failure, Runnable failed) {
        try {
            ui.access(() -> {
                failed.run();
                throw failure;
            });
        } catch (UIDetachedException gone) {
            log.warn("Work for a page that was left failed", failure);
        }
    }
}
