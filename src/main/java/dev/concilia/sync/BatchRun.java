package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import dev.concilia.catalog.Reference;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.OperationResult.Rejected;
import dev.concilia.sync.Screening.Fit;
import dev.concilia.sync.Screening.Screened;
import dev.concilia.sync.Screening.Unfit;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies the operations of one batch, in the order sent, to a {@link BatchState}. No database.
 *
 * <pre>
 * known with the same content ──► the first result again (duplicate)
 * known with other content    ──► rejected OPERATION_ID_REUSED
 * unfit                       ──► rejected
 * else: decide ──► write · unchanged · repeated · superseded · conflict · refused
 * </pre>
 *
 * A group applies at the place of its first operation; if one of it does not succeed, none of it is kept.
 */
final class BatchRun {
    private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

    private final BatchState state;
    private final Decider decider;
    private final Ids ids;
    private final Duration skew;

    /** {@code skew}: the sender's clock minus the hub's. */
    BatchRun(BatchState state, Decider decider, Ids ids, Duration skew) {
        this.state = state;
        this.decider = decider;
        this.ids = ids;
        this.skew = skew;
    }

    /** One result per operation, in the order of {@code screened}. */
    List<OperationResult> run(List<Screened> screened) {
        Map<Integer, OperationResult> results = new HashMap<>();
        Map<String, List<Integer>> groups = groups(screened);
        groups.forEach((group, members) -> state.together(group, fits(screened, members)));
        for (int i = 0; i < screened.size(); i++) {
            String group = screened.get(i).operation().group();
            if (group == null) {
                results.put(i, one(screened.get(i)));
            } else if (!results.containsKey(i)) {
                group(screened, groups.getOrDefault(group, List.of()), results);
            }
        }
        List<OperationResult> ordered = new ArrayList<>(screened.size());
        for (int i = 0; i < screened.size(); i++) {
            ordered.add(results.get(i));
        }
        return ordered;
    }

    private static Map<String, List<Integer>> groups(List<Screened> screened) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < screened.size(); i++) {
            String group = screened.get(i).operation().group();
            if (group != null) {
                groups.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
            }
        }
        return groups;
    }

    private static List<Fit> fits(List<Screened> screened, List<Integer> members) {
        List<Fit> fits = new ArrayList<>();
        members.forEach(member -> {
            if (screened.get(member) instanceof Fit fit) {
                fits.add(fit);
            }
        });
        return fits;
    }

    private void group(List<Screened> screened, List<Integer> members, Map<Integer, OperationResult> results) {
        BatchState.Mark mark = state.mark();
        for (int member : members) {
            OperationResult result = one(screened.get(member));
            results.put(member, result);
            if (!result.outcome().success()) {
                mark.rollBack();
                abort(screened, members, member, results);
                return;
            }
        }
    }

    /**
     * Nothing of the group is kept: the operation that failed keeps its own reason, its conflict is a rejection. What was
     * done before this batch stays done, and says so.
     */
    private void abort(
            List<Screened> screened, List<Integer> members, int culprit, Map<Integer, OperationResult> results) {
        for (int member : members) {
            Screened one = screened.get(member);
            String id = one.operation().operationId();
            if (one instanceof Fit fit && state.operation(id) instanceof BatchState.Known known) {
                results.put(member, again(fit, known));
            } else if (member != culprit) {
                String why = screened.get(culprit).operation().operationId();
                results.put(member, new Rejected(id, ProblemCode.GROUP_ABORTED, why));
            } else if (one instanceof Fit fit && results.get(member) instanceof OperationResult.Conflicted) {
                RecordState there = state.record(fit.key());
                results.put(member, new Rejected(id, ProblemCode.CONFLICT, List.of(), List.of(), there));
            }
        }
    }

    private OperationResult one(Screened screened) {
        BatchState.Mark mark = state.mark();
        try {
            return switch (screened) {
                case Unfit unfit -> unfit.result();
                case Fit fit -> fit(fit);
            };
        } catch (RuntimeException e) {
            mark.rollBack();
            log.error("Operation {} failed", screened.operation().operationId(), e);
            return new OperationResult.Failed(screened.operation().operationId());
        }
    }

    private OperationResult fit(Fit fit) {
        BatchState.Known known = state.operation(fit.operation().operationId());
        if (known != null) {
            return again(fit, known);
        }
        Optional<OperationResult> dangling = danglingReference(fit);
        if (dangling.isPresent()) {
            return dangling.get();
        }
        RecordState current = state.record(fit.key());
        Edit edit = new Edit(
                fit.type(),
                fit.operation().action(),
                fit.payload(),
                fit.operation().baseVersion(),
                madeAt(fit.operation()),
                state.caller().side(),
                current != null && state.isOwn(current),
                state.caller().interactive());
        Decision decision = decider.decide(edit, current, state.history(fit.key()));
        return carryOut(fit, current, RuleBook.judge(fit, current, decision, state));
    }

    private OperationResult carryOut(Fit fit, @Nullable RecordState current, Decision decision) {
        String id = fit.operation().operationId();
        return switch (decision) {
            case Decision.Write write -> {
                RecordState record = state.write(fit, write.data(), write.deleted());
                RuleBook.follow(fit, state);
                yield written(fit, record, write.merged());
            }
            case Decision.Unchanged() -> {
                long version = version(current);
                state.accept(fit, Outcome.APPLIED, result(version));
                yield new OperationResult.Applied(id, version);
            }
            case Decision.Repeated() -> {
                state.accept(fit, Outcome.DUPLICATE, result(version(current)));
                yield new OperationResult.Duplicate(id, version(current), current);
            }
            case Decision.Superseded() -> {
                state.accept(fit, Outcome.SUPERSEDED, result(version(current)));
                yield new OperationResult.Superseded(id, version(current), current);
            }
            case Decision.Disagree disagree -> conflict(fit, disagree);
            case Decision.Refuse refuse ->
                new Rejected(id, refuse.code(), refuse.arguments(), refuse.fields(), current);
        };
    }

    private OperationResult written(Fit fit, RecordState record, boolean merged) {
        String id = fit.operation().operationId();
        state.accept(fit, merged ? Outcome.MERGED : Outcome.APPLIED, result(record.version()));
        return merged
                ? new OperationResult.Merged(id, record.version(), record)
                : new OperationResult.Applied(id, record.version());
    }

    private OperationResult conflict(Fit fit, Decision.Disagree disagree) {
        if (disagree.rest() != null) {
            state.write(fit, disagree.rest(), false);
        }
        RecordState now = state.record(fit.key());
        UUID conflict = ids.next();
        state.raise(new BatchState.Raised(
                conflict,
                fit,
                version(now),
                disagree.base(),
                disagree.mine(),
                disagree.theirs(),
                List.copyOf(disagree.fields())));
        state.accept(fit, Outcome.CONFLICT, result(version(now)).put("conflictId", conflict.toString()));
        return new OperationResult.Conflicted(fit.operation().operationId(), conflict, version(now), now);
    }

    private OperationResult again(Fit fit, BatchState.Known known) {
        String id = fit.operation().operationId();
        if (!MessageDigest.isEqual(known.fingerprint(), fit.fingerprint())) {
            return new Rejected(id, ProblemCode.OPERATION_ID_REUSED);
        }
        RecordState record = state.record(fit.key());
        long version = known.result().path("version").asLong();
        return known.outcome() == Outcome.CONFLICT
                ? new OperationResult.Conflicted(
                        id, UUID.fromString(known.result().path("conflictId").asString()), version, record)
                : new OperationResult.Duplicate(id, version, known.outcome() == Outcome.APPLIED ? null : record);
    }

    private Optional<OperationResult> danglingReference(Fit fit) {
        if (fit.operation().action() == Action.DELETE) {
            return Optional.empty();
        }
        for (Reference reference : fit.type().references()) {
            String target = fit.payload().path(reference.field()).asString("");
            if (reference.mustExist()
                    && !target.isEmpty()
                    && !state.isLive(new RecordKey(reference.entity(), target))) {
                FieldError error =
                        new FieldError(reference.field(), "reference", FieldText.REFERENCE, reference.entity());
                return Optional.of(new Rejected(
                        fit.operation().operationId(),
                        ProblemCode.NOT_FOUND,
                        List.of(reference.entity()),
                        List.of(error),
                        null));
            }
        }
        return Optional.empty();
    }

    private @Nullable Instant madeAt(Operation operation) {
        Instant client = operation.clientTimestamp();
        return client == null ? null : client.minus(skew);
    }

    private static ObjectNode result(long version) {
        return JsonNodeFactory.instance.objectNode().put("version", version);
    }

    private static long version(@Nullable RecordState record) {
        return record == null ? 0 : record.version();
    }
}
