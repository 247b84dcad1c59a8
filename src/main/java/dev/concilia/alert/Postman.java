package dev.concilia.alert;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes what is in the outbox to where it belongs: claimed in one transaction, sent in none, its end written in another.
 * A node that dies in between leaves it to the next one, so a receiver may get it twice, under the same id.
 */
@Component
class Postman {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final int AT_ONCE = 20;
    private static final int BUSINESSES_AT_ONCE = 8;
    /** Longer than any delivery takes. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    /** How long to wait after the first, second … try; then it has failed. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6));

    private final Tenants tenants;
    private final Businesses businesses;
    private final DeliveryRows deliveries;
    private final ChannelRows channels;
    private final AlertRows alerts;
    private final Carriers carriers;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Set<BusinessId> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(BUSINESSES_AT_ONCE);

    Postman(
            Tenants tenants,
            Businesses businesses,
            DeliveryRows deliveries,
            ChannelRows channels,
            AlertRows alerts,
            Carriers carriers,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.businesses = businesses;
        this.deliveries = deliveries;
        this.channels = channels;
        this.alerts = alerts;
        this.carriers = carriers;
        this.clock = clock;
        this.events = events;
    }

    /** Begins to send what is due, each business on a thread of its own. */
    @Scheduled(
            initialDelayString = "${concilia.alert.send-check:15s}",
            fixedRateString = "${concilia.alert.send-check:15s}")
    void check() {
        try {
            deliveries.due(clock.instant()).forEach(this::begin);
        } catch (DataAccessException e) {
            log.warn("What alerts have to tell was not looked for: {}", e.getMessage());
        }
    }

    private void begin(BusinessId business) {
        if (busy.contains(business) || !room.tryAcquire()) {
            return; // it is looked for again soon
        }
        busy.add(business);
        Thread.ofVirtual().name("alert-post-" + business).start(() -> {
            try {
                deliver(business);
            } catch (DataAccessException | TransactionException e) {
                log.warn("What alerts of business {} have to tell waits: {}", business, e.getMessage());
            } finally {
                busy.remove(business);
                room.release();
            }
        });
    }

    /** Sends all that is due in a business, and waits for it. */
    void deliver(BusinessId business) {
        Optional<Business> known = businesses.find(business);
        int claimed = known.isPresent() ? AT_ONCE : 0;
        while (claimed == AT_ONCE) {
            claimed = some(known.orElseThrow());
        }
    }

    private int some(Business business) {
        Instant now = clock.instant();
        record Round(List<DeliveryRows.Claimed> claimed, List<Channel> channels) {}
        Round round = tenants.write(
                business.id(),
                () -> new Round(
                        deliveries.claim(business.id(), now, now.plus(CLAIM), AT_ONCE), channels.list(business.id())));
        List<Thread> threads = round.claimed().stream()
                .map(one -> Thread.ofVirtual()
                        .name("alert-post-" + one.id())
                        .start(() -> carry(business, one, channel(round.channels(), one.channel()))))
                .toList();
        for (Thread thread : threads) {
            join(thread);
        }
        if (!threads.isEmpty()) {
            events.publishEvent(new AlertsChanged(business.id(), false));
        }
        return threads.size();
    }

    private static @Nullable Channel channel(List<Channel> channels, UUID id) {
        return channels.stream().filter(c -> c.id().equals(id)).findFirst().orElse(null);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Business business, DeliveryRows.Claimed one, @Nullable Channel channel) {
        if (channel == null) {
            return; // deleted meanwhile, and what it was to be told with it
        }
        try {
            Optional<DeliveryFailure> failure = channel.enabled()
                    ? carriers.send(business, channel, one)
                    : Optional.of(DeliveryFailure.of(DeliveryFailure.Reason.SWITCHED_OFF));
            tenants.run(
                    business.id(),
                    () -> failure.ifPresentOrElse(
                            reason -> failed(business.id(), one, reason), () -> sent(business.id(), one)));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Delivery {} will be tried again: its end was not written: {}", one.id(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("Delivery {} could not be made", one.id(), e);
            DeliveryFailure internal = DeliveryFailure.of(DeliveryFailure.Reason.INTERNAL);
            tenants.run(business.id(), () -> failed(business.id(), one, internal));
        }
    }

    private void sent(BusinessId business, DeliveryRows.Claimed one) {
        deliveries.sent(business, one.id(), clock.instant());
        channels.sent(business, one.channel(), clock.instant());
    }

    private void failed(BusinessId business, DeliveryRows.Claimed one, DeliveryFailure failure) {
        boolean again = failure.reason().passing() && one.attempts() <= PAUSES.size();
        Instant now = clock.instant();
        deliveries.failed(business, one.id(), failure, again ? now.plus(PAUSES.get(one.attempts() - 1)) : null);
        channels.failed(business, one.channel(), failure, now);
        if (!again) {
            List<UUID> told = one.notice().items().stream()
                    .filter(item -> item.recoveredAt() == null)
                    .map(Notice.Item::alert)
                    .toList();
            alerts.untell(business, told, one.channel());
        }
    }
}
