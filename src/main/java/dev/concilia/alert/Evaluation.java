package dev.concilia.alert;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Looks at a business, changes its alerts, and puts what is to be told into the outbox: one transaction. */
@Component
class Evaluation {
    private final Tenants tenants;
    private final AlertRules rules;
    private final AlertRows alerts;
    private final ChannelRows channels;
    private final DeliveryRows deliveries;
    private final Watch watch;
    private final Ids ids;
    private final AlertSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Evaluation(
            Tenants tenants,
            AlertRules rules,
            AlertRows alerts,
            ChannelRows channels,
            DeliveryRows deliveries,
            Watch watch,
            Ids ids,
            AlertSettings settings,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.rules = rules;
        this.alerts = alerts;
        this.channels = channels;
        this.deliveries = deliveries;
        this.watch = watch;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    void evaluate(BusinessId business, BackupWatch.Backups backups) {
        boolean changed = tenants.write(business, () -> {
            alerts.queue(business);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Verdict verdict = verdict(business, backups, now);
            if (!verdict.isEmpty()) {
                write(business, verdict, now);
            }
            return !verdict.isEmpty();
        });
        if (changed) {
            events.publishEvent(new AlertsChanged(business, false));
        }
    }

    private Verdict verdict(BusinessId business, BackupWatch.Backups backups, Instant now) {
        Map<AlertKind, AlertRule> active = rules.byKind(business);
        List<Held> held = alerts.held(business);
        Set<String> negative = held.stream()
                .filter(alert -> alert.kind() == AlertKind.NEGATIVE_STOCK)
                .map(Held::subject)
                .collect(Collectors.toSet());
        Set<AlertKind> watched = active.values().stream()
                .filter(AlertRule::enabled)
                .map(AlertRule::kind)
                .collect(Collectors.toSet());
        List<Problem> problems = watch.problems(business, active, backups, negative, now);
        Set<AlertKind> due = watch.due(business, active, now);
        return Verdict.of(held, problems, watched, due, now, settings.recoveryLasts());
    }

    private void write(BusinessId business, Verdict verdict, Instant now) {
        // fresh ones go first: of each thing only one may be open
        ifAny(verdict.drop, dropped -> alerts.drop(business, dropped));
        ifAny(verdict.recover, recovered -> alerts.recover(business, recovered, now));
        ifAny(
                verdict.close,
                closed -> alerts.close(business, closed.stream().map(Held::id).toList(), now));
        ifAny(verdict.quiet, ended -> alerts.close(business, ended, now));
        ifAny(verdict.reopen, reopened -> alerts.reopen(business, reopened));
        ifAny(verdict.refresh, refreshed -> alerts.refresh(business, refreshed));
        List<Held> alarms = new ArrayList<>(verdict.announce);
        ifAny(verdict.raise, raised -> alarms.addAll(alerts.raise(business, raised, now)));
        List<Held> recoveries =
                verdict.close.stream().filter(alert -> !alert.told().isEmpty()).toList();
        if (!alarms.isEmpty() || !recoveries.isEmpty()) {
            tell(business, alarms, recoveries, now);
        }
    }

    @FunctionalInterface
    private interface Change<T> {
        void apply(List<T> items);
    }

    private static <T> void ifAny(List<T> items, Change<T> change) {
        if (!items.isEmpty()) {
            change.apply(items);
        }
    }

    private void tell(BusinessId business, List<Held> alarms, List<Held> recoveries, Instant now) {
        List<Channel> all = channels.list(business);
        for (Severity severity : Severity.values()) {
            List<UUID> grave = alarms.stream()
                    .filter(alarm -> alarm.kind().severity() == severity)
                    .map(Held::id)
                    .toList();
            List<UUID> told = all.stream()
                    .filter(channel -> channel.wants(severity))
                    .map(Channel::id)
                    .toList();
            ifAny(grave, announced -> alerts.announce(business, announced, told, now));
        }
        List<DeliveryRows.Fresh> fresh = new ArrayList<>();
        for (Channel channel : all) {
            List<Notice.Item> items = items(channel, alarms, recoveries);
            ifAny(items, some -> fresh.add(new DeliveryRows.Fresh(ids.next(), channel.id(), Notice.of(some))));
        }
        ifAny(fresh, notices -> deliveries.insert(business, notices, now));
    }

    private static List<Notice.Item> items(Channel channel, List<Held> alarms, List<Held> recoveries) {
        List<Notice.Item> items = new ArrayList<>();
        alarms.stream()
                .filter(alarm -> channel.wants(alarm.kind().severity()))
                .map(Notice.Item::of)
                .forEach(items::add);
        recoveries.stream()
                .filter(alert -> channel.enabled() && alert.told().contains(channel.id()))
                .map(Notice.Item::of)
                .forEach(items::add);
        return items;
    }
}
