package dev.concilia.sync;

import static dev.concilia.sync.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random streams of several devices against the engine on a store in memory; after each batch, the invariants of the
 * architecture page. The test's name carries the seed: run one alone by narrowing {@link #seeds()}.
 */
class EngineModelTest {
    private static final int STEPS = 100;
    private static final String[] ENTITIES = {"customers", "brands", "inventory_items", "restaurant_config", "sales"};

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void invariantsHold(long seed) {
        invariantsHold(seed, new MemoryHub());
    }

    /** Throws an {@link AssertionError} with seed and step where an invariant breaks. */
    static void invariantsHold(long seed, MemoryHub hub) {
        Run run = new Run(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), hub);
        for (int step = 0; step < STEPS; step++) {
            try {
                run.step();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", step " + step, e);
            }
        }
        assertThat(run.hub.seq).as("seed %d did something", seed).isGreaterThan(20);
    }

    private static final class Run {
        private final RandomGenerator random;
        private final MemoryHub hub;
        private final Map<RecordKey, TreeMap<Long, ObjectNode>> versions = new HashMap<>();
        private final List<Operation> sent = new ArrayList<>();
        private int named;

        Run(RandomGenerator random, MemoryHub hub) {
            this.random = random;
            this.hub = hub;
        }

        void step() {
            DeviceId device = new DeviceId(new UUID(1, random.nextInt(3)));
            List<Operation> batch = random.nextInt(5) == 0 && !sent.isEmpty() ? again() : fresh();
            Map<RecordKey, RecordState> before = Map.copyOf(hub.records);
            Map<String, BatchState.Known> known = Map.copyOf(hub.operations);
            long seq = hub.seq;
            int conflicts = hub.conflicts.size();

            MemoryHub.Done done = hub.push(device, batch);

            sent.addAll(batch);
            eachResultIsItsOperations(batch, done.results());
            versionsAndSequenceAreConsecutive(before, seq, done.state());
            eachOperationWritesOnce(known, done.state());
            historyRebuildsEachVersion(done.state());
            digestsAreTheProtocols();
            groupsAreAtomic(batch, done, known);
            theSameBatchAgainDoesNothing(device, batch, done.results());
            assertThat(hub.conflicts.size() - conflicts)
                    .isEqualTo(done.state().conflicts().size());
        }

        private List<Operation> again() {
            int from = random.nextInt(sent.size());
            return List.copyOf(sent.subList(from, Math.min(sent.size(), from + 1 + random.nextInt(6))));
        }

        private List<Operation> fresh() {
            List<Operation> batch = new ArrayList<>();
            String group = "g" + named;
            boolean grouped = random.nextInt(3) == 0;
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                batch.add(operation(grouped && random.nextBoolean() ? group : null));
            }
            return batch;
        }

        private Operation operation(@Nullable String group) {
            String entity = ENTITIES[random.nextInt(ENTITIES.length)];
            RecordKey key = new RecordKey(entity, "r" + random.nextInt(3));
            RecordState there = hub.records.get(key);
            long version = there == null ? 0 : there.version();
            Action action = there == null ? Action.INSERT : Action.values()[random.nextInt(9) / 4];
            Long base = random.nextInt(3) == 0 ? null : Math.max(0, version - random.nextInt(4));
            return new Operation(
                    "op" + named++,
                    entity,
                    action,
                    key.id(),
                    action == Action.DELETE ? json("{}") : payload(entity, action),
                    action == Action.INSERT ? null : base,
                    random.nextBoolean() ? null : Given.NOON.plusSeconds(random.nextInt(9_000)),
                    group);
        }

        private ObjectNode payload(String entity, Action action) {
            int n = random.nextInt(50);
            ObjectNode whole = switch (entity) {
                case "customers" ->
                    json("{'name':'n','firstName':'f%d','phone':'%d','loyaltyPoints':%d,'x':[%d]}"
                            .formatted(n, n, n, n));
                case "brands" -> json("{'name':'b%d','x':%d}".formatted(n, n));
                case "inventory_items" -> json("{'name':'i%d','minimum':%d.50}".formatted(n, n));
                case "restaurant_config" -> json("{'name':'c%d','phone':'%d'}".formatted(n, n));
                default -> json("{'total':%d,'soldAt':'2026-03-01T12:00:00Z'}".formatted(n));
            };
            if (action == Action.UPDATE) {
                List<String> fields = List.copyOf(whole.propertyNames());
                fields.stream().filter(f -> random.nextInt(3) == 0).forEach(whole::remove);
                if (random.nextInt(4) == 0) {
                    whole.putNull("x");
                }
            }
            return random.nextInt(12) == 0 ? whole.put("version", 1) : whole; // sometimes refused
        }

        private void eachResultIsItsOperations(List<Operation> batch, List<OperationResult> results) {
            assertThat(results)
                    .extracting(OperationResult::operationId)
                    .containsExactlyElementsOf(
                            batch.stream().map(Operation::operationId).toList());
            assertThat(results).noneMatch(r -> r.outcome() == Outcome.FAILED);
        }

        private void versionsAndSequenceAreConsecutive(Map<RecordKey, RecordState> before, long seq, BatchState state) {
            Map<RecordKey, Long> last = new HashMap<>();
            before.forEach((key, record) -> last.put(key, record.version()));
            long next = seq;
            for (BatchState.Change change : state.changes()) {
                RecordState after = change.after();
                assertThat(after.seq()).isEqualTo(++next);
                assertThat(after.version()).isEqualTo(last.getOrDefault(after.key(), 0L) + 1);
                assertThat(after.fieldVersions().values())
                        .allMatch(v -> v <= after.version() && v > after.bornVersion());
                last.put(after.key(), after.version());
                versions.computeIfAbsent(after.key(), k -> new TreeMap<>())
                        .put(after.version(), after.data().deepCopy());
            }
            assertThat(hub.seq).isEqualTo(next);
            hub.records.forEach((key, record) -> assertThat(record.version()).isEqualTo(last.get(key)));
        }

        private void eachOperationWritesOnce(Map<String, BatchState.Known> known, BatchState state) {
            assertThat(state.changes())
                    .extracting(BatchState.Change::operationId)
                    .doesNotHaveDuplicates();
            assertThat(state.changes()).noneMatch(c -> known.containsKey(c.operationId()));
            assertThat(state.accepted())
                    .extracting(a -> a.fit().operation().operationId())
                    .doesNotHaveDuplicates()
                    .containsAll(state.changes().stream()
                            .map(BatchState.Change::operationId)
                            .toList())
                    .noneMatch(known::containsKey);
        }

        private void historyRebuildsEachVersion(BatchState state) {
            for (RecordState touched : state.dirty()) {
                ObjectNode data = touched.data().deepCopy();
                TreeMap<Long, MemoryHub.Row> rows = hub.history.getOrDefault(touched.key(), new TreeMap<>());
                for (long version = touched.version(); version > 1; version--) {
                    Objects.requireNonNull(rows.get(version)).before().forEach((field, value) -> {
                        if (value.isMissingNode()) {
                            data.remove(field);
                        } else {
                            data.set(field, value);
                        }
                    });
                    assertThat(data)
                            .isEqualTo(Objects.requireNonNull(versions.get(touched.key()))
                                    .get(version - 1));
                }
            }
        }

        private void digestsAreTheProtocols() {
            hub.records.forEach((key, record) -> assertThat(record.digest())
                    .isEqualTo(
                            record.deleted()
                                    ? 0
                                    : ByteBuffer.wrap(Sha256.of(key.id() + ":" + record.version()), 0, 8)
                                            .getLong()));
        }

        private void groupsAreAtomic(List<Operation> batch, MemoryHub.Done done, Map<String, BatchState.Known> known) {
            Map<String, List<Integer>> groups = new HashMap<>();
            for (int i = 0; i < batch.size(); i++) {
                String group = batch.get(i).group();
                if (group != null) {
                    groups.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
                }
            }
            groups.values().forEach(members -> {
                List<Integer> news = members.stream()
                        .filter(i -> !known.containsKey(batch.get(i).operationId()))
                        .toList();
                long good = news.stream()
                        .filter(i -> done.results().get(i).outcome().success())
                        .count();
                assertThat(good).isIn(0L, (long) news.size());
                news.forEach(
                        i -> assertThat(hub.operations.containsKey(batch.get(i).operationId()))
                                .isEqualTo(good > 0));
                assertThat(members)
                        .allMatch(i -> !(done.results().get(i) instanceof OperationResult.Conflicted)
                                || known.containsKey(batch.get(i).operationId()));
            });
        }

        /** Sent again at once: what was accepted is recognised; what was refused may be judged anew, on its own. */
        private void theSameBatchAgainDoesNothing(DeviceId device, List<Operation> batch, List<OperationResult> first) {
            List<Operation> taken = new ArrayList<>();
            List<OperationResult> answers = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (first.get(i).outcome() != Outcome.REJECTED) {
                    taken.add(batch.get(i));
                    answers.add(first.get(i));
                }
            }
            long seq = hub.seq;
            List<OperationResult> second = hub.push(device, taken).results();
            for (int i = 0; i < second.size(); i++) {
                if (answers.get(i) instanceof OperationResult.Conflicted conflict) {
                    assertThat(second.get(i))
                            .isInstanceOfSatisfying(
                                    OperationResult.Conflicted.class,
                                    c -> assertThat(c.conflictId()).isEqualTo(conflict.conflictId()));
                } else {
                    assertThat(second.get(i).outcome()).isEqualTo(Outcome.DUPLICATE);
                }
            }
            assertThat(hub.seq).isEqualTo(seq);
        }
    }
}
