package dev.concilia.sync;

import static dev.concilia.sync.Given.TABLET;
import static dev.concilia.sync.Given.TILL;
import static dev.concilia.sync.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.ProblemCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups apply whole or not at all; devices that edit twice from one base. */
class GroupTest {
    private final MemoryHub hub = new MemoryHub();

    @Test
    void whatFailsTakesItsWholeGroupBackAndNothingElse() {
        List<OperationResult> results = push(
                op("o1", Action.INSERT, "c1", "{'name':'Ana'}", null, null),
                op("o2", Action.UPDATE, "c1", "{'name':'Eva'}", null, "g"),
                op("o3", Action.UPDATE, "c1", "{'phone':'1'}", null, null),
                op("o4", Action.UPDATE, "c9", "{'phone':'2'}", null, "g"),
                op("o5", Action.UPDATE, "c1", "{'phone':'3'}", null, "g"));

        assertThat(results)
                .extracting(GroupTest::word)
                .containsExactly("applied", "GROUP_ABORTED", "applied", "NOT_FOUND", "GROUP_ABORTED");
        assertThat(record("c1").data()).isEqualTo(json("{'name':'Ana','phone':'1'}"));
        assertThat(hub.operations).containsOnlyKeys("o1", "o3");
        assertThat(hub.seq).isEqualTo(2);
    }

    @Test
    void aConflictInAGroupIsARejectionThatStoresNothing() {
        push(op("o1", Action.INSERT, "c1", "{'name':'Ana','phone':'0'}", null, null));
        hub.push(TABLET, List.of(op("o2", Action.UPDATE, "c1", "{'phone':'1'}", 1L, null)));

        List<OperationResult> results = push(
                op("o3", Action.INSERT, "c2", "{'name':'Ivo'}", null, "g"),
                op("o4", Action.UPDATE, "c1", "{'phone':'2','name':'Eva'}", 1L, "g"));

        assertThat(results).extracting(GroupTest::word).containsExactly("GROUP_ABORTED", "CONFLICT");
        assertThat(((OperationResult.Rejected) results.get(1)).record()).isEqualTo(record("c1"));
        assertThat(hub.conflicts).isEmpty();
        assertThat(hub.seq).isEqualTo(2);
    }

    @Test
    void whatWasDoneBeforeItsGroupFailedStaysDone() {
        Operation first = op("o1", Action.INSERT, "c1", "{'name':'Ana'}", null, null);
        push(first);

        List<OperationResult> results = push(
                op("o1", Action.INSERT, "c1", "{'name':'Ana'}", null, "g"),
                op("o2", Action.UPDATE, "c9", "{'phone':'2'}", null, "g"),
                op("o3", Action.INSERT, "c3", "{'name':'Ivo'}", null, "g"));

        assertThat(results).extracting(GroupTest::word).containsExactly("duplicate", "NOT_FOUND", "GROUP_ABORTED");
    }

    @Test
    void twoEditsOfOneDeviceFromOneBaseAreOneAfterTheOther() {
        push(op("o1", Action.INSERT, "c1", "{'name':'Ana','loyaltyPoints':100,'phone':'0'}", null, null));
        hub.push(TABLET, List.of(op("o2", Action.UPDATE, "c1", "{'loyaltyPoints':105}", 1L, null)));

        List<OperationResult> results = push(
                op("o3", Action.UPDATE, "c1", "{'loyaltyPoints':110,'phone':'1','firstName':'A'}", 1L, null),
                op("o4", Action.UPDATE, "c1", "{'loyaltyPoints':120,'phone':'2','firstName':'B'}", 1L, null));

        assertThat(results).extracting(GroupTest::word).containsExactly("merged", "merged");
        assertThat(record("c1").data())
                .hasToString("{\"name\":\"Ana\",\"loyaltyPoints\":125,\"phone\":\"2\",\"firstName\":\"B\"}");

        OperationResult late = push(op("o5", Action.UPDATE, "c1", "{'loyaltyPoints':130,'phone':'3'}", 1L, null))
                .getFirst();

        assertThat(word(late)).isEqualTo("merged");
        assertThat(record("c1").data().get("loyaltyPoints").asInt()).isEqualTo(135);
        assertThat(record("c1").data().get("phone").asString()).isEqualTo("3");
    }

    @Test
    void aDeviceThatMakesEditsAndDeletesWhileOfflineNeedsNobody() {
        List<OperationResult> results = push(
                op("o1", Action.INSERT, "c1", "{'name':'Ana','phone':'0','loyaltyPoints':1}", null, null),
                op("o2", Action.UPDATE, "c1", "{'phone':'1','loyaltyPoints':2}", 0L, null),
                op("o3", Action.UPDATE, "c1", "{'phone':'2'}", 0L, null),
                op("o4", Action.DELETE, "c1", "{}", 0L, null));

        assertThat(results).extracting(GroupTest::word).containsExactly("applied", "applied", "applied", "applied");
        assertThat(record("c1").deleted()).isTrue();
    }

    private List<OperationResult> push(Operation... batch) {
        return hub.push(TILL, List.of(batch)).results();
    }

    private RecordState record(String id) {
        return Objects.requireNonNull(hub.records.get(new RecordKey("customers", id)));
    }

    private static Operation op(
            String id, Action action, String record, String payload, @Nullable Long base, @Nullable String group) {
        return new Operation(id, "customers", action, record, json(payload), base, null, group);
    }

    private static String word(OperationResult result) {
        return result instanceof OperationResult.Rejected rejected
                ? problem(rejected)
                : result.outcome().wire();
    }

    private static String problem(OperationResult.Rejected rejected) {
        ProblemCode code = rejected.error();
        return code.name();
    }
}
