package dev.concilia.sync;

import static dev.concilia.sync.Given.edit;
import static dev.concilia.sync.Given.json;
import static dev.concilia.sync.Given.merging;
import static dev.concilia.sync.Given.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Strategy;
import dev.concilia.sync.Given.Past;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An edit of version 1 meets what others made of it since. {@code _} stands for an absent field. */
class FieldMergeTest {
    private static final String ASK = "ask";

    private final FieldMerge merge = new FieldMerge();

    @ParameterizedTest(name = "{0} by {1}: {2} -> {3} here, {4} there: {5}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            LOCAL  | LOCAL  | 'a'   | 'b'      | 'c'   | 'b'
            LOCAL  | REMOTE | 'a'   | 'b'      | 'c'   | 'c'
            REMOTE | LOCAL  | 'a'   | 'b'      | 'c'   | 'c'
            REMOTE | REMOTE | 'a'   | 'b'      | 'c'   | 'b'
            NEWEST | LOCAL  | 'a'   | 'b'      | 'c'   | 'b'
            MANUAL | LOCAL  | 'a'   | 'b'      | 'c'   | ask
            MANUAL | REMOTE | 'a'   | 'b'      | 'c'   | ask
            MANUAL | LOCAL  | 'a'   | 'b'      | 'b'   | 'b'
            MANUAL | LOCAL  | 'a'   | 1        | 1.0   | 1.0
            MANUAL | LOCAL  | 'a'   | '1'      | 1     | ask
            MANUAL | LOCAL  | 'a'   | null     | _     | _
            MANUAL | LOCAL  | 'a'   | null     | 'c'   | ask
            MANUAL | LOCAL  | 'a'   | 'b'      | _     | ask
            MANUAL | LOCAL  | _     | 'b'      | 'c'   | ask
            LOCAL  | LOCAL  | 'a'   | null     | 'c'   | _
            REMOTE | LOCAL  | 'a'   | 'b'      | _     | _
            MANUAL | LOCAL  | 'a'   | 'a'      | 'c'   | 'c'
            LOCAL  | LOCAL  | 'a'   | 'a'      | 'c'   | 'c'
            NEWEST | LOCAL  | 1.0   | 1        | 2     | 2
            DELTA  | LOCAL  | 100   | 110      | 105   | 115
            DELTA  | REMOTE | 100   | 90       | 105   | 95
            DELTA  | LOCAL  | 100   | 110      | 110   | 120
            DELTA  | LOCAL  | 0.1   | 0.3      | 0.2   | 0.4
            DELTA  | LOCAL  | '10.50' | '11.00' | '10.75' | '11.25'
            DELTA  | LOCAL  | 10    | '11.5'   | 12    | '13.5'
            DELTA  | LOCAL  | '10'  | 11       | '12'  | 13
            DELTA  | LOCAL  | _     | 3        | 4     | 7
            DELTA  | LOCAL  | 5     | null     | 8     | 3
            DELTA  | LOCAL  | 5     | 7        | _     | 2
            DELTA  | LOCAL  | 5     | 'six'    | 8     | ask
            DELTA  | LOCAL  | 'x'   | 6        | 8     | ask
            DELTA  | LOCAL  | 5     | 6        | true  | ask
            DELTA  | LOCAL  | 5     | [6]      | 8     | ask
            DELTA  | LOCAL  | 5     | '1e999999999' | 8 | ask
            DELTA  | LOCAL  | 5     | '1e-999999999' | 8 | ask
            UNION  | LOCAL  | ['a'] | ['a','b'] | ['a','c'] | ['a','c','b']
            UNION  | LOCAL  | ['a','b'] | ['b'] | ['a','b','c'] | ['b','c']
            UNION  | LOCAL  | ['a','b'] | ['b','d'] | ['a'] | ['d']
            UNION  | LOCAL  | _     | ['b']    | ['c'] | ['c','b']
            UNION  | LOCAL  | ['a'] | null     | ['a','c'] | ['c']
            UNION  | LOCAL  | [1]   | [1,2.0]  | [1.0,2] | [1.0,2]
            UNION  | LOCAL  | [{'x':1,'y':2}] | [] | [{'y':2,'x':1},3] | [3]
            UNION  | LOCAL  | ['a'] | 'b'      | ['c'] | ask
            UNION  | LOCAL  | ['a'] | ['b']    | 'c'   | ask
            UNION  | LOCAL  | 'a'   | ['b']    | ['c'] | ask
            """)
    void bothSidesChangedTheField(FieldRule rule, Side side, String old, String wanted, String there, String expected) {
        Past past = Past.of(field(old)).theirs(field(there));

        Decision decision = merge.differing(
                edit(merging(rule), Action.UPDATE, "{'f':" + wanted + "}", 1L, null, side),
                past.record(),
                past.history(),
                1);

        if (expected.equals(ASK)) {
            assertThat(decision).isInstanceOfSatisfying(Decision.Disagree.class, d -> {
                assertThat(d.fields()).containsExactly("f");
                assertThat(d.rest()).isNull();
                assertThat(d.base()).isEqualTo(json(field(old)));
                assertThat(d.mine()).isEqualTo(json("{'f':" + wanted + "}"));
                assertThat(d.theirs()).isEqualTo(json("{'f':" + there.replace("_", "null") + "}"));
            });
        } else {
            assertThat(outcome(decision, past).toString())
                    .isEqualTo(json(field(expected)).toString());
        }
    }

    @ParameterizedTest
    @EnumSource(FieldRule.class)
    void differentFieldsNeverConflict(FieldRule rule) {
        Past past = Past.of("{'f':1,'g':1}").theirs("{'f':1,'g':2}");

        for (Side side : Side.values()) {
            Decision decision = merge.differing(
                    edit(merging(rule), Action.UPDATE, "{'f':5}", 1L, null, side), past.record(), past.history(), 1);
            assertThat(decision).isEqualTo(new Decision.Write(json("{'f':5,'g':2}"), false, true));
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aFieldThatOneSideChangedIsThatSidesWhateverTheStrategy(Strategy strategy) {
        Past past = Past.of("{'f':1,'g':1}").theirs("{'f':1,'g':2}");

        Decision decision =
                merge.differing(edit(type(strategy), Action.UPDATE, "{'f':5}", 1L), past.record(), BaseValues.NONE, 1);

        assertThat(decision).isEqualTo(new Decision.Write(json("{'f':5,'g':2}"), false, true));
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldRule.class,
            names = {"DELTA", "UNION", "MANUAL"})
    void aBaseThatCannotBeRebuiltIsAPersonsTaskNeverAGuess(FieldRule rule) {
        Past past = Past.of("{'f':[1]}").theirs("{'f':[2]}").theirs("{'f':[3]}");
        Edit edit = edit(merging(rule), Action.UPDATE, "{'f':[4]}", 1L);

        for (BaseValues lost : new BaseValues[] {past.historySince(2), BaseValues.NONE}) {
            assertThat(merge.differing(edit, past.record(), lost, 1))
                    .isInstanceOfSatisfying(
                            Decision.Disagree.class,
                            d -> assertThat(d.base().isEmpty()).isTrue());
        }
        assertThat(merge.differing(edit, past.record(), past.history(), 0)).isInstanceOf(Decision.Disagree.class);
    }

    @Test
    void aDecidedFieldWaitsForNobody() {
        EntityType type =
                type(Strategy.FIELD_MERGE, EntityKind.MASTER, Map.of("f", FieldRule.MANUAL, "g", FieldRule.DELTA));
        Past past = Past.of("{'f':'a','g':1}").theirs("{'f':'b','g':2}");

        var decision = (Decision.Disagree) merge.differing(
                edit(type, Action.UPDATE, "{'f':'c','g':5,'h':true}", 1L), past.record(), past.history(), 1);

        assertThat(decision.fields()).containsExactly("f");
        assertThat(String.valueOf(decision.rest())).isEqualTo("{\"f\":\"b\",\"g\":6,\"h\":true}");
    }

    /** The field was set at 14:00, another one at 15:00: the field's own time counts. */
    @ParameterizedTest
    @CsvSource({"13:59:59,hub", "14:00:00,mine", "14:30:00,mine", "16:00:00,mine"})
    void newestGoesByTheTimeOfTheField(String madeAt, String expected) {
        Past past = Past.of("{'f':'old','g':1}").theirs("{'f':'hub','g':1}").theirs("{'f':'hub','g':2}");
        Instant at = Instant.parse("2026-03-01T" + madeAt + "Z");

        Decision decision = merge.differing(
                edit(merging(FieldRule.NEWEST), Action.UPDATE, "{'f':'mine'}", 1L, at, Side.LOCAL),
                past.record(),
                past.history(),
                1);

        assertThat(outcome(decision, past)).isEqualTo(json("{'f':'" + expected + "','g':2}"));
    }

    @Test
    void aDevicesTwoAdditionsFromOneBaseCountOnceEach() {
        // The device saw 100, made it 110 (5 of another came between: 115), then 120.
        Past past = Past.of("{'f':100}").theirs("{'f':105}").own("{'f':115}");

        assertThat(ofMine(FieldRule.DELTA, past, "120")).hasToString("{\"f\":125}");
        assertThat(ofMine(FieldRule.DELTA, past, "110")).hasToString("{\"f\":115}");
        assertThat(ofMine(FieldRule.DELTA, Past.of("{'f':100}").own("{'f':110}").theirs("{'f':115}"), "120"))
                .hasToString("{\"f\":125}");
    }

    @Test
    void aDevicesTwoEditsOfASetFromOneBaseCountOnceEach() {
        Past past = Past.of("{'f':['a']}").theirs("{'f':['a','x']}").own("{'f':['a','x','b']}");

        assertThat(ofMine(FieldRule.UNION, past, "['a']")).isEqualTo(json("{'f':['a','x']}"));
        assertThat(ofMine(FieldRule.UNION, past, "['b']")).isEqualTo(json("{'f':['x','b']}"));
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldRule.class,
            names = {"LOCAL", "REMOTE", "NEWEST", "MANUAL"})
    void aDevicesSecondEditStandsOnItsFirst(FieldRule rule) {
        Past past = Past.of("{'f':'a','g':1}").theirs("{'f':'a','g':2}").own("{'f':'b','g':2}");
        Edit late = edit(merging(rule), Action.UPDATE, "{'f':'c'}", 1L, Instant.EPOCH, Side.LOCAL);

        assertThat(outcome(merge.differing(late, past.record(), past.history(), 1), past))
                .isEqualTo(json("{'f':'c','g':2}"));
    }

    private Object ofMine(FieldRule rule, Past past, String wanted) {
        Edit edit = edit(merging(rule), Action.UPDATE, "{'f':" + wanted + "}", 1L);
        return outcome(merge.differing(edit, past.record(), past.history(), 1), past);
    }

    private static Object outcome(Decision decision, Past past) {
        return switch (decision) {
            case Decision.Write write -> write.data();
            case Decision.Superseded() -> past.record().data();
            case Decision.Unchanged() -> past.record().data();
            default -> decision;
        };
    }

    private static String field(String value) {
        return value.equals("_") ? "{}" : "{'f':" + value + "}";
    }

    @ParameterizedTest
    @CsvSource({"10.00, 10, true", "10, 10.00, true", "10.00, 10.01, false"})
    void moneyIsTheSameHoweverItIsWritten(String wanted, String there, boolean same) {
        EntityType priced = Given.priced("f");
        Past past = Past.of("{'f':5}").theirs("{'f':%s}".formatted(there.contains(".") ? "'" + there + "'" : there));

        Decision decision = merge.differing(
                edit(
                        priced,
                        Action.UPDATE,
                        "{'f':%s}".formatted(wanted.contains(".") ? "'" + wanted + "'" : wanted),
                        1L),
                past.record(),
                past.history(),
                1L);
        assertThat(decision).isInstanceOf(same ? Decision.Unchanged.class : Decision.Disagree.class);
    }
}
