package dev.concilia.admin.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import dev.concilia.business.Businesses;
import dev.concilia.device.DeviceSettings;
import dev.concilia.device.Devices;
import dev.concilia.device.DevicesChanged;
import dev.concilia.kernel.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Keeps open pages up to date: one query per business and second at most, however many pages and events there are, and
 * none for a business that nobody looks at. The query runs on a thread of its own, never under a page's lock.
 */
@Service
public class DeviceFeed {
    private static final Logger log = LoggerFactory.getLogger(DeviceFeed.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Devices devices;
    private final Businesses businesses;
    private final DeviceSettings settings;
    private final Clock clock;
    private final Map<BusinessId, Audience> audiences = new ConcurrentHashMap<>();

    DeviceFeed(Devices devices, Businesses businesses, DeviceSettings settings, Clock clock) {
        this.devices = devices;
        this.businesses = businesses;
        this.settings = settings;
        this.clock = clock;
    }

    /** The devices as they stand. */
    public Fleet now(BusinessId business) {
        return new Fleet(
                devices.list(business), businesses.locations(business).size(), clock.instant(), settings.keyWarning());
    }

    /** Hands {@code page} every later state of the business, under its UI's lock, for as long as it is attached. */
    public void follow(Component page, UI ui, BusinessId business, Consumer<Fleet> listener) {
        Consumer<Fleet> guarded = fleet -> {
            try {
                ui.access(() -> listener.accept(fleet));
            } catch (UIDetachedException gone) {
                log.debug("a page left while it was told", gone);
            }
        };
        audiences.compute(business, (id, there) -> {
            Audience audience = there == null ? new Audience() : there;
            audience.listeners.add(guarded);
            return audience;
        });
        Registration[] onDetach = new Registration[1];
        onDetach[0] = page.addDetachListener(detach -> {
            onDetach[0].remove();
            leave(business, guarded);
        });
    }

    @EventListener
    void changed(DevicesChanged event) {
        tell(event.business());
    }

    /** Silence is news too: a device goes offline without an event. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void tick() {
        audiences.keySet().forEach(this::tell);
    }

    private void tell(BusinessId business) {
        Audience audience = audiences.get(business);
        if (audience != null && audience.busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("device-feed").start(() -> load(business, audience));
        }
    }

    private void load(BusinessId business, Audience audience) {
        try {
            long wait = audience.nextAt - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            audience.nextAt = System.nanoTime() + PAUSE.toNanos();
            audience.busy.set(false); // from here on an event means another look
            Fleet fleet = now(business);
            audience.listeners.forEach(listener -> listener.accept(fleet));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The devices of {} could not be read for the open pages: {}", business, e.getMessage());
        }
    }

    private void leave(BusinessId business, Consumer<Fleet> listener) {
        audiences.computeIfPresent(business, (id, audience) -> {
            audience.listeners.remove(listener);
            return audience.listeners.isEmpty() ? null : audience;
        });
    }

    private static final class Audience {
        final Set<Consumer<Fleet>> listeners = ConcurrentHashMap.newKeySet();
        final AtomicBoolean busy = new AtomicBoolean();
        volatile long nextAt = System.nanoTime();
    }
}
