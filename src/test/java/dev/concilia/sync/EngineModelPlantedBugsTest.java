package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link EngineModelTest} finds the classic bugs within a tenth of its seeds. */
class EngineModelPlantedBugsTest {
    private static final int SEEDS = 20;

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("an operation is forgotten", ForgetsOperations::new),
                bug("groups are ignored", IgnoresGroups::new),
                bug("a version overwrites the one before it", RepeatsVersions::new),
                bug("history loses a value", LosesHistory::new),
                bug("a place in the feed is given twice", RepeatsPlaces::new));
    }

    private static Arguments bug(String name, Supplier<MemoryHub> hub) {
        return Arguments.of(name, hub);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void isFound(String name, Supplier<MemoryHub> hub) {
        Optional<AssertionError> found = LongStream.range(0, SEEDS)
                .mapToObj(seed -> findings(seed, hub.get()))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(found).as(name).isPresent();
    }

    private static Optional<AssertionError> findings(long seed, MemoryHub hub) {
        try {
            EngineModelTest.invariantsHold(seed, hub);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }

    private static final class ForgetsOperations extends MemoryHub {
        @Override
        void store(BatchState state, DeviceId device) {
            super.store(state, device);
            if (state.accepted().size() > 2) {
                operations.remove(state.accepted().getLast().fit().operation().operationId());
            }
        }
    }

    private static final class IgnoresGroups extends MemoryHub {
        @Override
        Done push(DeviceId device, List<Operation> batch) {
            return super.push(
                    device,
                    batch.stream()
                            .map(o -> new Operation(
                                    o.operationId(),
                                    o.entity(),
                                    o.action(),
                                    o.entityId(),
                                    o.payload(),
                                    o.baseVersion(),
                                    o.clientTimestamp(),
                                    null))
                            .toList());
        }
    }

    private static final class RepeatsVersions extends MemoryHub {
        @Override
        void store(BatchState state, DeviceId device) {
            Map<RecordKey, RecordState> before = Map.copyOf(records);
            super.store(state, device);
            if (state.changes().size() > 3) {
                RecordKey key = state.changes().getLast().after().key();
                Optional.ofNullable(before.get(key)).ifPresent(old -> records.put(key, old));
            }
        }
    }

    private static final class LosesHistory extends MemoryHub {
        @Override
        void store(BatchState state, DeviceId device) {
            super.store(state, device);
            for (BatchState.Change change : state.changes()) {
                Row row = Objects.requireNonNull(
                        Objects.requireNonNull(history.get(change.after().key()))
                                .get(change.after().version()));
                row.before().remove("name");
            }
        }
    }

    private static final class RepeatsPlaces extends MemoryHub {
        @Override
        void store(BatchState state, DeviceId device) {
            super.store(state, device);
            if (state.changes().size() > 3) {
                seq--;
            }
        }
    }
}
