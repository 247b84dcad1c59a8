package dev.concilia.realtime;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is wanted again and again, done by one thread at a time: wishes that come while it is being done are one wish,
 * and it is done once more after the last of them. Nobody waits for it.
 */
final class Repeated {
    private static final Logger log = LoggerFactory.getLogger(Repeated.class);

    private final String name;
    private final Work work;
    private final AtomicInteger wishes = new AtomicInteger();

    Repeated(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    interface Work {
        void run() throws InterruptedException;
    }

    /** Has the work done after now. */
    void soon() {
        if (wishes.getAndIncrement() == 0) {
            Thread.ofVirtual().name(name).start(this::run);
        }
    }

    private void run() {
        int seen;
        do {
            seen = wishes.get();
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.error("{} failed", name, e);
            }
        } while (!wishes.compareAndSet(seen, 0));
    }
}
