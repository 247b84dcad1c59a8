package dev.concilia.realtime;

import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.ChangesCommitted;
import dev.concilia.sync.ChangesMissed;
import dev.concilia.sync.HintFeed;
import dev.concilia.sync.HintFeed.Place;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The listeners of this node by business. When a business has changed, what changed is read once from its feed, however many
 * listen and however many commits came together, and not at all where nobody does.
 */
@Component
class Audiences {
    private static final Logger log = LoggerFactory.getLogger(Audiences.class);

    private final HintFeed feed;
    private final RealtimeSettings settings;
    private final ConcurrentMap<BusinessId, Audience> audiences = new ConcurrentHashMap<>();
    private final Semaphore readers = new Semaphore(3); // the rest of the pool is for those who push and pull

    Audiences(HintFeed feed, RealtimeSettings settings) {
        this.feed = feed;
        this.settings = settings;
    }

    /** From when this returns on, {@code listener} hears of every commit; nobody before it was there is told of by now. */
    Place join(Listener listener) {
        BusinessId business = listener.pass().business();
        Audience audience = audiences.compute(business, (id, there) -> {
            Audience joined = there == null ? new Audience(id) : there;
            joined.listeners.add(listener);
            return joined;
        });
        try {
            return audience.ready();
        } catch (DataAccessException | TransactionException e) {
            leave(listener);
            throw e;
        }
    }

    void leave(Listener listener) {
        audiences.computeIfPresent(listener.pass().business(), (id, audience) -> {
            audience.listeners.remove(listener);
            return audience.listeners.isEmpty() ? null : audience;
        });
    }

    /** Who listens to a business on this node. */
    Collection<Listener> of(BusinessId business) {
        Audience audience = audiences.get(business);
        return audience == null ? List.of() : audience.listeners;
    }

    /** The businesses that somebody listens to. */
    Collection<BusinessId> businesses() {
        return audiences.keySet();
    }

    @EventListener
    void changed(ChangesCommitted event) {
        Audience audience = audiences.get(event.business());
        if (audience != null) {
            audience.look.soon();
        }
    }

    /** Word from other nodes can be lost; a look at where each feed stands is cheap. */
    @EventListener(ChangesMissed.class)
    @Scheduled(fixedDelay = 5_000)
    void lookEverywhere() {
        audiences.values().forEach(audience -> audience.look.soon());
    }

    private final class Audience {
        private final BusinessId business;
        private final Collection<Listener> listeners = ConcurrentHashMap.newKeySet();
        private final Repeated look = new Repeated("realtime-hints", this::tell);
        private @Nullable Place place;

        Audience(BusinessId business) {
            this.business = business;
        }

        /** The first listener waits until it is known from where on changes are news. */
        synchronized Place ready() {
            Place known = place;
            if (known == null) {
                known = feed.end(business);
                place = known;
            }
            return known;
        }

        private void tell() throws InterruptedException {
            Thread.sleep(settings.gather());
            boolean more = true;
            while (more && !listeners.isEmpty()) {
                more = page();
            }
        }

        private boolean page() throws InterruptedException {
            readers.acquire();
            try {
                HintFeed.Page page = feed.after(ready());
                synchronized (this) {
                    place = page.next();
                }
                List<News> news = News.of(page, settings.details());
                if (!news.isEmpty()) {
                    listeners.forEach(listener -> listener.hear(news, page.next()));
                }
                return page.more();
            } catch (DataAccessException | TransactionException e) {
                log.warn("What changed could not be read for the listeners, who will pull it: {}", e.getMessage());
                return false;
            } finally {
                readers.release();
            }
        }
    }
}
