package dev.concilia.admin.operation;

import dev.concilia.business.Business;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.Conflicts;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the pages about operations read. */
@Component
record OperationDesk(
        OperationLog log, Records records, Conflicts conflicts, Devices devices, Catalog catalog, Clock clock) {
    /** Refusals are counted no further. */
    static final int MOST = 1_000;

    /** An operation with its record as it is by now. */
    record Row(OperationLog.Line line, @Nullable RecordState record) {}

    Map<DeviceId, String> names(BusinessId business) {
        return devices.names(business);
    }

    /** How many were refused in the last 24 hours. */
    int refused(BusinessId business) {
        return log.refused(business, clock.instant().minus(Duration.ofDays(1)), MOST);
    }

    List<Row> page(BusinessId business, OperationLog.Filter filter, @Nullable Row last, int limit) {
        return rows(
                business,
                log.list(business, filter, last == null ? null : last.line().place(), limit));
    }

    /** All that is known of one operation, newest first. */
    List<Row> story(BusinessId business, String operationId) {
        return rows(business, log.story(business, operationId));
    }

    Optional<Conflict> conflict(BusinessId business, OperationLog.Line line) {
        return line.conflict() == null ? Optional.empty() : conflicts.find(business, line.conflict());
    }

    private List<Row> rows(BusinessId business, List<OperationLog.Line> lines) {
        Map<RecordKey, RecordState> known =
                records.known(business, lines.stream().map(this::key).toList());
        return lines.stream().map(line -> new Row(line, known.get(key(line)))).toList();
    }

    /** Refused operations carry the name that the client used. */
    private RecordKey key(OperationLog.Line line) {
        return new RecordKey(
                catalog.find(line.entity()).map(type -> type.name()).orElse(line.entity()), line.entityId());
    }

    /** The first moment of a day in the business's zone; {@code later}: days after that. */
    static java.time.@Nullable Instant start(Business business, Optional<String> day, int later) {
        return day.map(text -> LocalDate.parse(text)
                        .plusDays(later)
                        .atStartOfDay(business.timezone())
                        .toInstant())
                .orElse(null);
    }
}
