package dev.concilia.admin.conflict;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.concilia.admin.component.Live;
import dev.concilia.device.DevicesChanged;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.ChangesCommitted;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.ConflictReview.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Keeps open pages up to date with the conflicts of their business: how many wait, and how the one in view stands. */
@Service
public class ConflictFeed {
    private final ConflictReview review;
    private final Live<Standing> live = new Live<>("conflict-feed", this::now);
    private final Map<BusinessId, Set<Supplier<Optional<UUID>>>> watched = new ConcurrentHashMap<>();

    ConflictFeed(ConflictReview review) {
        this.review = review;
    }

    /** How things stand, with the conflicts that open pages show. */
    public Standing now(BusinessId business) {
        Set<UUID> ids = watched.getOrDefault(business, Set.of()).stream()
                .flatMap(shown -> shown.get().stream())
                .collect(Collectors.toSet());
        return review.standing(business, ids);
    }

    /** Tells {@code page} how many conflicts are open whenever that, or which, has changed. */
    public void follow(Component page, UI ui, BusinessId business, Consumer<Standing> listener) {
        AtomicReference<Standing> last = new AtomicReference<>();
        live.follow(page, ui, business, standing -> {
            Standing seen = new Standing(standing.open(), standing.newest(), Map.of());
            if (!seen.equals(last.getAndSet(seen))) {
                listener.accept(seen);
            }
        });
    }

    /** Tells {@code page} of the conflict that {@code shown} names whenever it or its record has changed. */
    void watch(
            Component page,
            UI ui,
            BusinessId business,
            Supplier<Optional<UUID>> shown,
            Consumer<ConflictReview.Watched> listener) {
        watched.compute(business, (id, there) -> {
            Set<Supplier<Optional<UUID>>> all = there == null ? ConcurrentHashMap.newKeySet() : there;
            all.add(shown);
            return all;
        });
        live.follow(
                page,
                ui,
                business,
                standing -> shown.get().map(standing.watched()::get).ifPresent(listener));
        Registration[] onDetach = new Registration[1];
        onDetach[0] = page.addDetachListener(detach -> {
            onDetach[0].remove();
            watched.computeIfPresent(business, (id, all) -> {
                all.remove(shown);
                return all.isEmpty() ? null : all;
            });
        });
    }

    @EventListener
    void changed(ChangesCommitted event) {
        live.changed(event.business());
    }

    /** A conflict may arise though no record changes; then its device has. */
    @EventListener
    void changed(DevicesChanged event) {
        live.changed(event.business());
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void tick() {
        live.tick();
    }
}
