package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import dev.concilia.kernel.BusinessId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps open pages up to date: one look per business and second at most, however many pages and events there are, and
 * none for a business that nobody looks at. It looks on a thread of its own, never under a page's lock.
 */
public final class Live<T> {
    private static final Logger log = LoggerFactory.getLogger(Live.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Function<BusinessId, T> look;
    private final Map<BusinessId, Audience<T>> audiences = new ConcurrentHashMap<>();

    /**
     * @param name what the threads are called
     * @param look how a business stands now
     */
    public Live(String name, Function<BusinessId, T> look) {
        this.name = name;
        this.look = look;
    }

    /** Hands {@code page} every later state of the business, under its UI's lock, for as long as it is attached. */
    public void follow(Component page, UI ui, BusinessId business, Consumer<T> listener) {
        Consumer<T> guarded = state -> access(ui, () -> {
            if (page.isAttached()) { // it may have left while this waited for the lock
                listener.accept(state);
            }
        });
        audiences.compute(business, (id, there) -> {
            Audience<T> audience = there == null ? new Audience<>() : there;
            audience.listeners.add(guarded);
            return audience;
        });
        Registration[] onDetach = new Registration[1];
        onDetach[0] = page.addDetachListener(detach -> {
            onDetach[0].remove();
            leave(business, guarded);
        });
    }

    /** Runs {@code work} under the lock of a page that may have left. */
    public static void access(UI ui, Runnable work) {
        try {
            ui.access(work::run);
        } catch (UIDetachedException gone) {
            log.debug("a page left while it was told", gone);
        }
    }

    /** Something may have changed: those who follow the business are told within a second or so. */
    public void changed(BusinessId business) {
        Audience<T> audience = audiences.get(business);
        if (audience != null && audience.busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name(name).start(() -> tell(business, audience));
        }
    }

    /** As {@link #changed}, for every business that somebody follows: silence is news too. */
    public void tick() {
        audiences.keySet().forEach(this::changed);
    }

    private void tell(BusinessId business, Audience<T> audience) {
        try {
            long wait = audience.nextAt - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            audience.nextAt = System.nanoTime() + PAUSE.toNanos();
            audience.busy.set(false); // from here on an event means another look
            T state = look.apply(business);
            audience.listeners.forEach(listener -> listener.accept(state));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException e) {
            log.warn("{}: business {} could not be read for the open pages: {}", name, business, e.getMessage());
        }
    }

    private void leave(BusinessId business, Consumer<T> listener) {
        audiences.computeIfPresent(business, (id, audience) -> {
            audience.listeners.remove(listener);
            return audience.listeners.isEmpty() ? null : audience;
        });
    }

    private static final class Audience<T> {
        final Set<Consumer<T>> listeners = ConcurrentHashMap.newKeySet();
        final AtomicBoolean busy = new AtomicBoolean();
        volatile long nextAt = System.nanoTime();
    }
}
