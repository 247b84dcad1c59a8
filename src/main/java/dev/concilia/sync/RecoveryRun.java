package dev.concilia.sync;

import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.Sha256;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings records back that only devices still have. No database.
 *
 * <pre>
 * unreadable, twice in one call, not lost, or older than a purge ──► rejected
 * asked before ──► the same conflict, or (once a person has settled it) superseded
 * the same version and content ──► unchanged
 * the hub's version is higher and descends from it ──► superseded
 * the hub has none, or a lower one and nothing since the restore that it lacks ──► taken
 * else ──► conflict
 * </pre>
 *
 * Business rules are not asked: each of these versions was accepted once.
 */
final class RecoveryRun {
    /** What the database says of the past: by id, and the time of the last change in the backup. */
    record Past(Map<String, List<RecoveryRows.Version>> written, Instant backupEnds) {
        List<RecoveryRows.Version> of(String id) {
            return written.getOrDefault(id, List.of());
        }
    }

    private final BatchState state;
    private final EntityType type;
    private final Past past;
    private final Ids ids;
    private final Set<String> seen = new HashSet<>();

    RecoveryRun(BatchState state, EntityType type, Past past, Ids ids) {
        this.state = state;
        this.type = type;
        this.past = past;
        this.ids = ids;
    }

    /** One result per record, in order. */
    List<RecoveryResult> run(List<HeldRecord> records) {
        return records.stream().map(this::one).toList();
    }

    /** One and the same for all devices that hold the same, so that a conflict is raised once. */
    static String operationId(EntityType type, HeldRecord held) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("entity", type.name())
                .put("id", held.id())
                .put("version", held.version())
                .put("deleted", held.deleted());
        content.set("data", data(held));
        return "recover:" + HexFormat.of().formatHex(Json.fingerprint(content), 0, 16);
    }

    private static ObjectNode data(HeldRecord held) {
        return held.data() == null || held.deleted()
                ? JsonNodeFactory.instance.objectNode()
                : Screening.withoutNulls(held.data());
    }

    private RecoveryResult one(HeldRecord held) {
        if (!held.defects().isEmpty()) {
            return invalid(held, held.defects());
        }
        if (!held.updatedAt().isAfter(past.backupEnds())) {
            return new RecoveryResult.Rejected(held.id(), ProblemCode.NOT_RECOVERING, List.of(), List.of());
        }
        if (!seen.add(held.id())) {
            return invalid(held, List.of(new FieldError("id", "duplicate", FieldText.ONCE)));
        }
        RecordState there = state.record(new RecordKey(type.name(), held.id()));
        BatchState.Known known = state.operation(operationId(type, held));
        if (known != null && there != null) {
            return known.outcome() == Outcome.CONFLICT
                    ? new RecoveryResult.Conflicted(
                            held.id(),
                            UUID.fromString(known.result().path("conflictId").asString()),
                            there)
                    : new RecoveryResult.Superseded(held.id(), there);
        }
        return there == null ? absent(held) : present(held, there);
    }

    private static RecoveryResult invalid(HeldRecord held, List<FieldError> errors) {
        return new RecoveryResult.Rejected(
                held.id(),
                ProblemCode.VALIDATION_FAILED,
                List.of(errors.getFirst().path()),
                errors);
    }

    /** History outlives tombstones: it knows of a record that was deleted so long ago that nothing else does. */
    private RecoveryResult absent(HeldRecord held) {
        boolean gone = past.of(held.id()).stream().anyMatch(v -> v.version() >= held.version());
        return gone
                ? new RecoveryResult.Rejected(held.id(), ProblemCode.NOT_RECOVERING, List.of(), List.of())
                : take(held, null);
    }

    private RecoveryResult present(HeldRecord held, RecordState there) {
        boolean same = same(held, there);
        if (same && held.version() == there.version()) {
            return new RecoveryResult.Unchanged(held.id(), held.version());
        }
        List<RecoveryRows.Version> since = acceptedSince(held);
        if (there.version() < held.version()) {
            return since.isEmpty() || contains(held, there, since) ? take(held, there) : conflict(held, there);
        }
        boolean later = there.version() > held.version();
        return later && (same || since.isEmpty())
                ? new RecoveryResult.Superseded(held.id(), there)
                : conflict(held, there);
    }

    /** What the hub accepted since the restore, up to the held version; what was brought back held all before it. */
    private List<RecoveryRows.Version> acceptedSince(HeldRecord held) {
        List<RecoveryRows.Version> since =
                past.of(held.id()).stream().filter(RecoveryRows.Version::since).toList();
        long broughtBack = since.stream()
                .filter(RecoveryRows.Version::recovered)
                .mapToLong(RecoveryRows.Version::version)
                .max()
                .orElse(0);
        return since.stream()
                .filter(v -> v.version() > broughtBack && v.version() <= held.version())
                .toList();
    }

    private static boolean same(HeldRecord held, RecordState there) {
        return held.deleted() == there.deleted() && (held.deleted() || Json.same(data(held), there.data()));
    }

    /** Whether all that the hub accepted since the restore is in what the device holds, so that taking it loses nothing. */
    private static boolean contains(HeldRecord held, RecordState there, List<RecoveryRows.Version> since) {
        if (held.deleted() || there.deleted()) {
            return held.deleted() == there.deleted();
        }
        ObjectNode mine = data(held);
        Set<String> fields = new LinkedHashSet<>();
        since.forEach(v -> fields.addAll(v.insert() ? there.data().propertyNames() : v.fields()));
        return fields.stream()
                .allMatch(f -> Json.same(FieldMerge.valueOf(mine, f), FieldMerge.valueOf(there.data(), f)));
    }

    private RecoveryResult take(HeldRecord held, @Nullable RecordState there) {
        ObjectNode data = held.deleted() && there != null ? there.data() : data(held);
        state.recover(fit(held), data, held.deleted(), held.version());
        return new RecoveryResult.Taken(held.id(), held.version(), there == null ? 0 : there.version(), held.deleted());
    }

    private RecoveryResult conflict(HeldRecord held, RecordState there) {
        ObjectNode mine = JsonNodeFactory.instance.objectNode();
        ObjectNode theirs = JsonNodeFactory.instance.objectNode();
        List<String> fields = held.deleted() == there.deleted()
                ? contents(held, there, mine, theirs)
                : existence(held, there, mine, theirs);
        Screening.Fit fit = fit(held);
        UUID id = ids.next();
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        state.raise(new BatchState.Raised(id, fit, there.version(), none, mine, theirs, fields));
        state.accept(
                fit,
                Outcome.CONFLICT,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("version", there.version())
                        .put("conflictId", id.toString()));
        return new RecoveryResult.Conflicted(held.id(), id, there);
    }

    private static List<String> contents(HeldRecord held, RecordState there, ObjectNode mine, ObjectNode theirs) {
        ObjectNode data = data(held);
        Set<String> fields = new LinkedHashSet<>(there.data().propertyNames());
        fields.addAll(data.propertyNames());
        fields.removeIf(f -> Json.same(FieldMerge.valueOf(data, f), FieldMerge.valueOf(there.data(), f)));
        for (String field : fields) {
            mine.set(field, FieldMerge.shown(FieldMerge.valueOf(data, field)));
            theirs.set(field, FieldMerge.shown(FieldMerge.valueOf(there.data(), field)));
        }
        return List.copyOf(fields);
    }

    /** As {@link FieldMerge#aboutDeletion} shows it. */
    private static List<String> existence(HeldRecord held, RecordState there, ObjectNode mine, ObjectNode theirs) {
        if (!held.deleted()) {
            mine.setAll(data(held));
        }
        mine.put(FieldMerge.EXISTENCE, held.deleted());
        if (there.deleted()) {
            theirs.put(FieldMerge.EXISTENCE, true);
        } else {
            theirs.setAll(there.data());
        }
        return List.of(FieldMerge.EXISTENCE);
    }

    private Screening.Fit fit(HeldRecord held) {
        String operationId = operationId(type, held);
        Operation operation = new Operation(
                operationId,
                type.name(),
                held.deleted() ? Action.DELETE : Action.UPDATE,
                held.id(),
                data(held),
                null,
                held.updatedAt(),
                null);
        return new Screening.Fit(
                operation, type, new RecordKey(type.name(), held.id()), data(held), Sha256.of(operationId), null);
    }
}
