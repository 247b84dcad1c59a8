package dev.concilia.admin.conflict;

import dev.concilia.admin.component.RecordNames;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.business.People;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import dev.concilia.sync.BulkJob;
import dev.concilia.sync.BulkSettlements;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.ConflictReview.Line;
import dev.concilia.sync.ConflictReview.Place;
import dev.concilia.sync.ConflictReview.Story;
import dev.concilia.sync.Conflicts;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** What the conflict pages read. */
@Service
class ConflictDesk {
    private final Conflicts conflicts;
    private final ConflictReview review;
    private final BulkSettlements jobs;
    private final Devices devices;
    private final People people;
    private final Catalog catalog;
    private final RecordNames records;
    private final Clock clock;

    ConflictDesk(
            Conflicts conflicts,
            ConflictReview review,
            BulkSettlements jobs,
            Devices devices,
            People people,
            Catalog catalog,
            RecordNames records,
            Clock clock) {
        this.conflicts = conflicts;
        this.review = review;
        this.jobs = jobs;
        this.devices = devices;
        this.people = people;
        this.catalog = catalog;
        this.records = records;
        this.clock = clock;
    }

    Catalog catalog() {
        return catalog;
    }

    Instant now() {
        return clock.instant();
    }

    Map<DeviceId, String> devices(BusinessId business) {
        return devices.names(business);
    }

    /** How many by entity. */
    Map<String, Integer> count(BusinessId business, ConflictFilter filter) {
        return conflicts.count(business, filter);
    }

    List<Line> lines(BusinessId business, ConflictFilter filter, @Nullable UUID last, int limit) {
        return review.lines(business, filter, last, limit);
    }

    /** The names for a page of conflicts. */
    Names names(
            RecordWords words,
            BusinessId business,
            Map<DeviceId, String> devices,
            Names.Fixed fixed,
            List<Line> lines) {
        Collection<UserId> deciders = lines.stream()
                .map(line -> line.conflict().resolvedBy())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        RecordNames.Known none = records.of(business, "", List.of(), List.of(), words);
        return new Names(none, devices, people.names(deciders), fixed);
    }

    /** The names for one conflict. */
    Names names(RecordWords words, BusinessId business, Names.Fixed fixed, Story story) {
        Collection<UserId> named = Stream.concat(
                        story.authors().values().stream().map(ConflictReview.Author::user),
                        Stream.ofNullable(story.conflict().resolvedBy()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Conflict conflict = story.conflict();
        List<ObjectNode> values = Stream.of(
                        conflict.base(),
                        conflict.mine(),
                        conflict.theirs(),
                        story.result(),
                        story.record() == null ? null : story.record().data())
                .filter(Objects::nonNull)
                .toList();
        Set<String> fields =
                values.stream().flatMap(row -> row.propertyNames().stream()).collect(Collectors.toSet());
        RecordNames.Known known = records.of(business, conflict.key().entity(), fields, values, words);
        return new Names(known, devices.names(business), people.names(named), fixed);
    }

    Optional<Story> story(BusinessId business, UUID conflict) {
        return review.story(business, conflict);
    }

    Place place(BusinessId business, ConflictFilter filter, UUID conflict) {
        return review.place(business, filter, conflict);
    }

    Optional<BulkJob> job(BusinessId business, UUID id) {
        return jobs.find(business, id);
    }
}
