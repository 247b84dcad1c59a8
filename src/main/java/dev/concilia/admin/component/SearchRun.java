package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import dev.concilia.sync.RecordList;
import java.util.function.Supplier;

/** Reads a search on beside its page, stretch by stretch; it ends with the page, or when it is stopped. */
public final class SearchRun {
    /** Most finds of one stretch. */
    private static final int LIMIT = 200;

    private final Component page;
    private final RecordSearch search;
    private final Runnable progress;
    private int wanted;
    private boolean running;

    /** {@code progress} runs under the page's lock after each stretch, and when it is stopped. */
    public SearchRun(Component page, RecordSearch search, Runnable progress) {
        this.page = page;
        this.search = search;
        this.progress = progress;
    }

    /** Goes on until so many are found, or all was looked at. */
    public void until(int finds) {
        wanted = Math.max(wanted, finds);
        if (!running && isWanting()) {
            running = true;
            next();
        }
    }

    public void stop() {
        wanted = 0;
    }

    public boolean isRunning() {
        return running;
    }

    private boolean isWanting() {
        return search.size() < wanted && !search.isEnded();
    }

    private void next() {
        Background.run(page, this::look, stretch -> {
            running = false;
            try {
                search.take(stretch.get());
                running = isWanting();
            } finally {
                progress.run();
            }
            if (running) {
                next();
            }
        });
    }

    private Supplier<RecordList.Found> look() {
        try {
            RecordList.Found found = search.look(LIMIT);
            return () -> found;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }
}
