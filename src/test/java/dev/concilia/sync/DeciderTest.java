package dev.concilia.sync;

import static dev.concilia.sync.Given.edit;
import static dev.concilia.sync.Given.json;
import static dev.concilia.sync.Given.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Given.Past;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operation does, by what stands there and by the version its sender knew. Source: the catalog page. */
class DeciderTest {
    private final Decider decider = new Decider();

    /** Field f was 'old' at version 1; somebody else made it 'hub' at version 2. The operation makes it 'mine'. */
    @ParameterizedTest(name = "{0} of {1} from base {2}, {3}, by {4}: {5}")
    @CsvSource(nullValues = "-", textBlock = """
            INSERT, none,    -, FIELD_MERGE,     LOCAL,  write mine
            INSERT, none,    0, FIELD_MERGE,     LOCAL,  write mine
            INSERT, none,    3, FIELD_MERGE,     LOCAL,  refuse VALIDATION_FAILED
            INSERT, live,    9, FIELD_MERGE,     LOCAL,  refuse VALIDATION_FAILED
            INSERT, same,    -, FIELD_MERGE,     LOCAL,  repeated
            INSERT, same,    -, CREATE_ONLY,     LOCAL,  repeated
            INSERT, live,    -, FIELD_MERGE,     LOCAL,  write mine merged
            INSERT, live,    -, TERMINAL_WINS,   LOCAL,  write mine merged
            INSERT, live,    -, TERMINAL_WINS,   REMOTE, superseded
            INSERT, live,    -, CENTRAL_WINS,    LOCAL,  superseded
            INSERT, live,    -, CENTRAL_WINS,    REMOTE, write mine merged
            INSERT, live,    -, MANUAL_MERGE,    LOCAL,  disagree f
            INSERT, live,    -, CREATE_ONLY,     LOCAL,  disagree f
            INSERT, live,    -, LAST_WRITE_WINS, LOCAL,  write mine merged
            INSERT, deleted, -, FIELD_MERGE,     LOCAL,  write mine
            INSERT, deleted, -, CREATE_ONLY,     LOCAL,  write mine
            INSERT, deleted, 1, MANUAL_MERGE,    LOCAL,  write mine
            INSERT, deleted, 9, MANUAL_MERGE,    LOCAL,  refuse VALIDATION_FAILED
            UPDATE, none,    -, FIELD_MERGE,     LOCAL,  refuse NOT_FOUND
            UPDATE, none,    3, FIELD_MERGE,     LOCAL,  refuse NOT_FOUND
            UPDATE, live,    9, FIELD_MERGE,     LOCAL,  refuse VALIDATION_FAILED
            UPDATE, live,    -, FIELD_MERGE,     LOCAL,  write mine
            UPDATE, live,    2, FIELD_MERGE,     LOCAL,  write mine
            UPDATE, live,    2, CENTRAL_WINS,    LOCAL,  write mine
            UPDATE, live,    2, MANUAL_MERGE,    LOCAL,  write mine
            UPDATE, same,    2, FIELD_MERGE,     LOCAL,  unchanged
            UPDATE, same,    1, MANUAL_MERGE,    LOCAL,  unchanged
            UPDATE, live,    1, FIELD_MERGE,     LOCAL,  write mine merged
            UPDATE, live,    1, TERMINAL_WINS,   LOCAL,  write mine merged
            UPDATE, live,    1, TERMINAL_WINS,   REMOTE, superseded
            UPDATE, live,    1, CENTRAL_WINS,    LOCAL,  superseded
            UPDATE, live,    1, CENTRAL_WINS,    REMOTE, write mine merged
            UPDATE, live,    1, MANUAL_MERGE,    LOCAL,  disagree f
            UPDATE, live,    1, MANUAL_MERGE,    REMOTE, disagree f
            UPDATE, live,    1, CREATE_ONLY,     LOCAL,  disagree f
            UPDATE, live,    1, LAST_WRITE_WINS, LOCAL,  write mine merged
            UPDATE, live,    0, CENTRAL_WINS,    LOCAL,  superseded
            UPDATE, live,    0, MANUAL_MERGE,    LOCAL,  disagree f
            UPDATE, deleted, 1, FIELD_MERGE,     LOCAL,  disagree _deleted
            UPDATE, deleted, -, FIELD_MERGE,     LOCAL,  disagree _deleted
            UPDATE, deleted, 1, MANUAL_MERGE,    REMOTE, disagree _deleted
            UPDATE, deleted, 1, TERMINAL_WINS,   LOCAL,  write mine merged
            UPDATE, deleted, 1, TERMINAL_WINS,   REMOTE, superseded
            UPDATE, deleted, 1, CENTRAL_WINS,    LOCAL,  superseded
            UPDATE, deleted, 1, CENTRAL_WINS,    REMOTE, write mine merged
            UPDATE, deleted, 1, LAST_WRITE_WINS, LOCAL,  write mine merged
            UPDATE, deleted, 1, CREATE_ONLY,     LOCAL,  superseded
            DELETE, none,    -, FIELD_MERGE,     LOCAL,  refuse NOT_FOUND
            DELETE, live,    9, FIELD_MERGE,     LOCAL,  refuse VALIDATION_FAILED
            DELETE, deleted, -, FIELD_MERGE,     LOCAL,  repeated
            DELETE, deleted, 1, MANUAL_MERGE,    LOCAL,  repeated
            DELETE, live,    -, FIELD_MERGE,     LOCAL,  tombstone
            DELETE, live,    -, CENTRAL_WINS,    LOCAL,  tombstone
            DELETE, live,    2, MANUAL_MERGE,    LOCAL,  tombstone
            DELETE, live,    1, FIELD_MERGE,     LOCAL,  disagree _deleted
            DELETE, live,    1, MANUAL_MERGE,    LOCAL,  disagree _deleted
            DELETE, live,    1, TERMINAL_WINS,   LOCAL,  tombstone merged
            DELETE, live,    1, TERMINAL_WINS,   REMOTE, superseded
            DELETE, live,    1, CENTRAL_WINS,    LOCAL,  superseded
            DELETE, live,    1, CENTRAL_WINS,    REMOTE, tombstone merged
            DELETE, live,    1, LAST_WRITE_WINS, LOCAL,  tombstone merged
            DELETE, live,    1, CREATE_ONLY,     LOCAL,  superseded
            """)
    void decides(Action action, String stands, @Nullable Long base, Strategy strategy, Side side, String expected) {
        Past past = Past.of("{'f':'old'}").theirs(stands.equals("same") ? "{'f':'mine'}" : "{'f':'hub'}");
        if (stands.equals("deleted")) {
            past.deleted();
        }
        EntityKind kind = strategy == Strategy.CREATE_ONLY ? EntityKind.TRANSACTION : EntityKind.MASTER;
        String payload = action == Action.DELETE ? "{}" : "{'f':'mine'}";

        Decision decision = decider.decide(
                edit(type(strategy, kind, Map.of()), action, payload, base, null, side),
                stands.equals("none") ? null : past.record(),
                past.history());

        assertThat(words(decision)).isEqualTo(expected);
    }

    /** The hub's version 2 was made at 14:00. */
    @ParameterizedTest(name = "{0} of {1} from base {2}, made at {3}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
            UPDATE, live,    -, 2026-03-01T13:59:59Z, superseded
            UPDATE, live,    -, 2026-03-01T14:00:00Z, write mine
            UPDATE, live,    -, 2026-03-01T14:00:01Z, write mine
            UPDATE, live,    -, -,                    write mine
            UPDATE, live,    2, 2026-03-01T13:00:00Z, write mine
            UPDATE, live,    1, 2026-03-01T13:59:59Z, superseded
            UPDATE, live,    1, 2026-03-01T14:00:01Z, write mine merged
            INSERT, live,    -, 2026-03-01T13:59:59Z, superseded
            INSERT, live,    -, 2026-03-01T14:00:01Z, write mine merged
            DELETE, live,    1, 2026-03-01T13:59:59Z, superseded
            DELETE, live,    1, 2026-03-01T14:00:01Z, tombstone merged
            DELETE, live,    -, 2026-03-01T13:59:59Z, tombstone
            UPDATE, deleted, 1, 2026-03-01T14:59:59Z, superseded
            UPDATE, deleted, 1, 2026-03-01T15:00:01Z, write mine merged
            """)
    void theNewerOfTwoWritesStands(
            Action action, String stands, @Nullable Long base, @Nullable Instant madeAt, String expected) {
        Past past = Past.of("{'f':'old'}").theirs("{'f':'hub'}");
        if (stands.equals("deleted")) {
            past.deleted();
        }
        String payload = action == Action.DELETE ? "{}" : "{'f':'mine'}";

        Decision decision = decider.decide(
                edit(type(Strategy.LAST_WRITE_WINS), action, payload, base, madeAt, Side.LOCAL),
                past.record(),
                past.history());

        assertThat(words(decision)).isEqualTo(expected);
    }

    @Test
    void whatADeviceMadeLaterIsNeverOlderThanWhatItSentBefore() {
        Past past = Past.of("{'f':'old'}");
        EntityType type = type(Strategy.LAST_WRITE_WINS);
        Edit hoursAgo = new Edit(type, Action.UPDATE, json("{'f':'mine'}"), null, Given.NOON, Side.LOCAL, true);

        assertThat(words(decider.decide(hoursAgo, past.record(), past.history())))
                .isEqualTo("write mine");
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aDeviceDoesNotDisagreeWithItself(Strategy strategy) {
        Past past = Past.of("{'f':'old'}").own("{'f':'own'}").own("{'f':'own','g':1}");

        assertThat(words(decider.decide(
                        edit(type(strategy), Action.UPDATE, "{'f':'mine'}", 1L), past.record(), past.history())))
                .isEqualTo("write mine");
        assertThat(words(decider.decide(edit(type(strategy), Action.DELETE, "{}", 1L), past.record(), past.history())))
                .isEqualTo("tombstone");
    }

    @Test
    void aNullClearsAFieldAndAnotherSpellingIsNoChange() {
        Past past = Past.of("{'f':1.50,'g':'x'}");
        EntityType type = type(Strategy.FIELD_MERGE);

        Decision cleared = decider.decide(edit(type, Action.UPDATE, "{'g':null}", 1L), past.record(), past.history());
        Decision spelled = decider.decide(edit(type, Action.UPDATE, "{'f':1.5}", 1L), past.record(), past.history());
        Decision both =
                decider.decide(edit(type, Action.UPDATE, "{'f':1.5,'g':'y'}", 1L), past.record(), past.history());

        assertThat(((Decision.Write) cleared).data()).isEqualTo(json("{'f':1.50}"));
        assertThat(spelled).isInstanceOf(Decision.Unchanged.class);
        assertThat(((Decision.Write) both).data().toString()).isEqualTo("{\"f\":1.50,\"g\":\"y\"}");
    }

    @Test
    void aQuestionAboutADeletionShowsBothSides() {
        Past live = Past.of("{'f':'old'}").theirs("{'f':'hub'}");
        EntityType type = type(Strategy.FIELD_MERGE);

        var deletion =
                (Decision.Disagree) decider.decide(edit(type, Action.DELETE, "{}", 1L), live.record(), live.history());
        Past gone = live.deleted();
        var revival = (Decision.Disagree)
                decider.decide(edit(type, Action.UPDATE, "{'f':'mine'}", 2L), gone.record(), gone.history());

        assertThat(deletion.mine()).isEqualTo(json("{'_deleted':true}"));
        assertThat(deletion.theirs()).isEqualTo(json("{'f':'hub'}"));
        assertThat(revival.mine()).isEqualTo(json("{'f':'mine','_deleted':false}"));
        assertThat(revival.theirs()).isEqualTo(json("{'_deleted':true}"));
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Write w ->
                (w.deleted() ? "tombstone" : "write " + w.data().path("f").asString(""))
                        + (w.merged() ? " merged" : "");
            case Decision.Unchanged() -> "unchanged";
            case Decision.Repeated() -> "repeated";
            case Decision.Superseded() -> "superseded";
            case Decision.Disagree d -> "disagree " + String.join(" ", d.fields());
            case Decision.Refuse r -> "refuse " + problem(r);
        };
    }

    private static ProblemCode problem(Decision.Refuse refuse) {
        return refuse.code();
    }
}
