package dev.concilia.alert;

import dev.concilia.business.Businesses;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceSettings;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Backlog;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds what is wrong in a business at the moment, with a constant number of statements. */
@Component
class Watch {
    private final Businesses businesses;
    private final Devices devices;
    private final DeviceSettings deviceSettings;
    private final Backlog backlog;
    private final Records records;

    Watch(Businesses businesses, Devices devices, DeviceSettings deviceSettings, Backlog backlog, Records records) {
        this.businesses = businesses;
        this.devices = devices;
        this.deviceSettings = deviceSettings;
        this.backlog = backlog;
        this.records = records;
    }

    /**
     * All problems of kinds that are switched on.
     *
     * @param negative items for which sync raised an alert that has not recovered
     */
    List<Problem> problems(
            BusinessId business,
            Map<AlertKind, AlertRule> rules,
            BackupWatch.Backups backups,
            Collection<String> negative,
            Instant now) {
        List<Problem> found = new ArrayList<>();
        DeviceWatch watch = new DeviceWatch(rules, now, deviceSettings.syncInterval());
        Map<DeviceId, Instant> inconsistent = devices.inconsistentSince(business);
        for (Device device : devices.list(business)) {
            found.addAll(watch.problems(device, inconsistent.get(device.id())));
        }
        backlog(business, rules, now, found);
        if (!negative.isEmpty()) {
            records.some(business, "inventory_items", negative).forEach(item -> stock(item, found));
        }
        found.addAll(backups.problems(rules, now));
        found.removeIf(problem -> !rule(rules, problem.kind()).enabled());
        return found;
    }

    /** The kinds that may alarm somebody now. */
    Set<AlertKind> due(BusinessId business, Map<AlertKind, AlertRule> rules, Instant now) {
        boolean always = rules.values().stream().allMatch(rule -> rule.hours() == null);
        ZoneId zone = always ? ZoneOffset.UTC : businesses.get(business).timezone();
        return rules.values().stream()
                .filter(rule -> rule.isDue(now, zone))
                .map(AlertRule::kind)
                .collect(Collectors.toSet());
    }

    private void backlog(BusinessId business, Map<AlertKind, AlertRule> rules, Instant now, List<Problem> found) {
        Backlog.Figures figures = backlog.of(business, now.minus(Duration.ofHours(1)));
        AlertRule conflicts = rule(rules, AlertKind.CONFLICTS_OPEN);
        Instant oldest = figures.oldestConflict();
        boolean old = oldest != null && oldest.isBefore(now.minus(Duration.ofMinutes(conflicts.limit("minutes"))));
        if (old || figures.conflicts() > conflicts.limit("count")) {
            found.add(Problem.of(AlertKind.CONFLICTS_OPEN, "", null, (long) figures.conflicts(), oldest));
        }
        if (figures.refused() > rule(rules, AlertKind.REFUSED_MANY).limit("count")) {
            found.add(Problem.of(AlertKind.REFUSED_MANY, "", null, (long) figures.refused(), null));
        }
    }

    private static void stock(RecordState item, List<Problem> found) {
        BigDecimal left = quantity(item.data().path("quantity").asString(""));
        if (left.signum() < 0) {
            String name = item.data().path("name").asString(item.key().id());
            found.add(new Problem(
                    AlertKind.NEGATIVE_STOCK,
                    item.key().id(),
                    Map.of(Problem.NAME, name, "quantity", left.toPlainString())));
        }
    }

    private static BigDecimal quantity(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    static AlertRule rule(Map<AlertKind, AlertRule> rules, AlertKind kind) {
        AlertRule rule = rules.get(kind);
        return rule == null ? AlertRule.normal(kind) : rule;
    }
}
