package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Pushed;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@HubTest
class PushTest {
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;

    PushTest(Hub hub, Tables tables) {
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    private static Op ana() {
        return insert("customers", "c1", "name", "Ana", "phone", "1", "loyaltyPoints", 10);
    }

    @Nested
    class Applied {
        @Test
        void anInsertAnUpdateAndADeleteMakeOneVersionEach() {
            Pushed pushed = till.push(ana(), update("customers", "c1", "phone", "2"), delete("customers", "c1"));

            assertThat(pushed.outcomes()).containsExactly("applied", "applied", "applied");
            assertThat(pushed.versions()).containsExactly(1L, 2L, 3L);
            assertThat(tables.count("record_history", business.id())).isEqualTo(3);
            assertThat(tables.count("sync_operation", business.id())).isEqualTo(3);
        }

        @Test
        void operationsApplyInTheOrderSentAndResultsComeInThatOrder() {
            List<Op> ops = new ArrayList<>(List.of(ana()));
            for (int i = 0; i < 50; i++) {
                ops.add(update("customers", "c1", "phone", "n" + i));
            }
            Pushed pushed = till.pushAll(ops);

            assertThat(pushed.results())
                    .extracting(Pushed.Result::operationId)
                    .containsExactlyElementsOf(ops.stream().map(Op::operationId).toList());
            assertThat(pushed.versions().getLast()).isEqualTo(51);
            assertThat(till.pull("").changes()).singleElement().satisfies(change -> {
                assertThat(change.data().get("phone").asString()).isEqualTo("n49");
                assertThat(change.version()).isEqualTo(51);
            });
        }

        @Test
        void anUpdateChangesOnlyTheFieldsItNamesAndANullClearsOne() {
            till.push(ana());
            tablet.push(update("customers", "c1", "phone", null, "email", "ana@example.com"));

            JsonNode data = till.pull("").changes().getFirst().data();
            assertThat(data.propertyNames()).containsExactlyInAnyOrder("name", "loyaltyPoints", "email");
            assertThat(data.get("email").asString()).isEqualTo("ana@example.com");
            assertThat(data.get("name").asString()).isEqualTo("Ana");
        }

        @Test
        void anUpdateThatChangesNothingMakesNoVersion() {
            till.push(ana());

            Pushed.Result result = till.push(update("customers", "c1", "phone", "1"));

            assertThat(result.outcome()).isEqualTo("applied");
            assertThat(result.version()).isEqualTo(1);
            assertThat(tables.count("record_history", business.id())).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"customers", "Customer", "customer"})
        void anEntityGoesByItsAliasesToo(String name) {
            assertThat(till.push(insert(name, "c1", "name", "Ana")).outcome()).isEqualTo("applied");
            assertThat(till.pull("").changes().getFirst().entity()).isEqualTo("customers");
        }

        @Test
        void anInsertRevivesADeletedRecordWithoutItsOldFields() {
            till.push(ana(), delete("customers", "c1"));

            Pushed.Result revived = tablet.push(insert("customers", "c1", "name", "Eva"));

            assertThat(revived.outcome()).isEqualTo("applied");
            assertThat(revived.version()).isEqualTo(3);
            assertThat(till.pull("").changes()).singleElement().satisfies(change -> {
                assertThat(change.deleted()).isFalse();
                assertThat(change.data().has("phone")).isFalse();
                assertThat(change.data().get("name").asString()).isEqualTo("Eva");
            });
        }

        @Test
        void theClientsTimeIsRecordedAndDecidesNothingHere() {
            Instant wrong = Instant.parse("1999-12-31T23:59:59Z");
            assertThat(till.push(ana().at(wrong)).outcome()).isEqualTo("applied");

            assertThat(till.pull("").changes().getFirst().updatedAt())
                    .startsWith("20")
                    .isGreaterThan("2020");
            assertThat(tables.owner()
                            .sql(
                                    "SELECT client_at = '1999-12-31T23:59:59Z' FROM sync_operation WHERE business_id = ?::uuid")
                            .param(business.id())
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    @Nested
    class Duplicate {
        @Test
        void theSameOperationAgainGivesTheFirstResultAndChangesNothing() {
            Op op = ana();
            till.push(op);
            till.push(update("customers", "c1", "phone", "2"));
            Map<String, Long> before = tables.rowsOf(business.id());

            Pushed.Result again = tablet.push(op);

            assertThat(again.outcome()).isEqualTo("duplicate");
            assertThat(again.success()).isTrue();
            assertThat(again.version()).isEqualTo(1);
            assertThat(tables.rowsOf(business.id())).isEqualTo(before);
            assertThat(till.pull("").changes().getFirst().data().get("phone").asString())
                    .isEqualTo("2");
        }

        @Test
        void theSameOperationTwiceInOneBatchAppliesOnce() {
            Op op = ana();

            assertThat(till.push(op, op).outcomes()).containsExactly("applied", "duplicate");
            assertThat(tables.count("record_history", business.id())).isEqualTo(1);
        }

        @Test
        void theSameOperationInAnotherSpellingIsTheSame() {
            Op op = insert("customers", "c1", "name", "Ana", "loyaltyPoints", 10);
            Op respelled = insert("Customer", "c1", "loyaltyPoints", new java.math.BigDecimal("10.0"), "name", "Ana")
                    .id(op.operationId());
            till.push(op);

            assertThat(till.push(respelled).outcome()).isEqualTo("duplicate");
        }

        @Test
        void anInsertOfAnExistingIdWithAnEqualPayloadChangesNothing() {
            till.push(ana());

            assertThat(tablet.push(ana()).outcome()).isEqualTo("duplicate");
            assertThat(tables.count("record_history", business.id())).isEqualTo(1);
        }

        @Test
        void aRepeatedDeleteChangesNothing() {
            till.push(ana(), delete("customers", "c1"));

            Pushed.Result again = tablet.push(delete("customers", "c1"));

            assertThat(again.outcome()).isEqualTo("duplicate");
            assertThat(again.version()).isEqualTo(2);
            assertThat(tables.count("record_history", business.id())).isEqualTo(2);
        }
    }

    @Nested
    class Rejected {
        @Test
        void anUpdateOrDeleteOfNothingIsNotFound() {
            Pushed pushed = till.push(update("customers", "c9", "name", "Nobody"), delete("customers", "c9"));

            assertThat(pushed.errors()).containsExactly("NOT_FOUND", "NOT_FOUND");
            assertThat(pushed.results()).allSatisfy(result -> {
                assertThat(result.success()).isFalse();
                assertThat(result.outcome()).isEqualTo("rejected");
                assertThat(result.retry()).isEqualTo("never");
            });
        }

        @Test
        void aPayloadThatDoesNotFitNamesItsFields() {
            Pushed.Result result =
                    till.push(insert("customers", "c1", "name", 7, "email", "no address", "isBanned", "yes"));

            assertThat(result.error()).isEqualTo("VALIDATION_FAILED");
            assertThat(result.fields()).contains("name", "email", "isBanned");
            assertThat(result.retry()).isEqualTo("after-fix");
        }

        @Test
        void anUnknownEntityIsNamed() {
            Pushed.Result result = till.push(insert("dragons", "d1", "name", "Smaug"));

            assertThat(result.error()).isEqualTo("UNKNOWN_ENTITY");
            assertThat(result.detail()).contains("dragons");
        }

        @Test
        void whatIsRecordedOnceIsNeitherChangedNorTakenBack() {
            till.push(insert("sales", "s1", "total", "10.00", "soldAt", "2026-01-02T03:04:05Z"));

            assertThat(till.push(update("sales", "s1", "total", "1.00"), delete("sales", "s1"))
                            .errors())
                    .containsExactly("CREATE_ONLY", "CREATE_ONLY");
            assertThat(till.pull("").changes().getFirst().version()).isEqualTo(1);
        }

        @Test
        void aReferenceThatMustExistAndDoesNotIsNamed() {
            Pushed.Result result = till.push(insert("addresses", "a1", "customerId", "c9", "street", "Calle 1"));

            assertThat(result.error()).isIn("NOT_FOUND");
            assertThat(result.fields()).containsExactly("customerId");
        }

        @Test
        void aReferenceMayPointAtWhatTheSameBatchMade() {
            assertThat(till.push(ana(), insert("addresses", "a1", "customerId", "c1", "street", "Calle 1"))
                            .outcomes())
                    .containsExactly("applied", "applied");
        }

        @Test
        void anOperationIdWithOtherContentIsRefusedAndNothingIsWritten() {
            Op op = ana();
            till.push(op);

            Pushed.Result reused =
                    till.push(update("customers", "c1", "phone", "666").id(op.operationId()));

            assertThat(reused.error()).isEqualTo("OPERATION_ID_REUSED");
            assertThat(till.pull("").changes().getFirst().data().get("phone").asString())
                    .isEqualTo("1");
        }

        @Test
        void aRejectedOperationIsJudgedAnewWhenItComesAgain() {
            Op tooEarly = update("customers", "c1", "phone", "2");
            assertThat(till.push(tooEarly).outcome()).isEqualTo("rejected");
            till.push(ana());

            assertThat(till.push(tooEarly).outcome()).isEqualTo("applied");
        }

        @Test
        void oneBadOperationNeverStopsTheOthers() {
            Pushed pushed = till.push(
                    ana(),
                    insert("dragons", "d1", "name", "Smaug"),
                    insert("customers", "c2"),
                    update("customers", "c1", "phone", "2"),
                    insert("customers", "c3", "name", "Eva"));

            assertThat(pushed.outcomes()).containsExactly("applied", "rejected", "rejected", "applied", "applied");
            assertThat(pushed.errors()).containsExactly("", "UNKNOWN_ENTITY", "VALIDATION_FAILED", "", "");
            assertThat(till.pull("").ids()).containsExactly("c1", "c3");
            assertThat(tables.count("refused_operation", business.id())).isEqualTo(2);
        }

        @Test
        void aVersionThatTheHubDoesNotHaveYetIsRefused() {
            till.push(ana());

            Pushed.Result future =
                    till.push(update("customers", "c1", "phone", "2").base(7));

            assertThat(future.error()).isEqualTo("VALIDATION_FAILED");
            assertThat(future.fields()).containsExactly("baseVersion");
        }

        @ParameterizedTest
        @ValueSource(strings = {"businessId", "business_id", "version", "seq", "modifiedBy", "_deleted"})
        void theHubsOwnFieldsAreNotTakenFromAPayload(String field) {
            Pushed.Result result = till.push(insert(
                    "customers", "c1", "name", "Ana", field, UUID.randomUUID().toString()));

            assertThat(result.error()).isEqualTo("VALIDATION_FAILED");
            assertThat(result.fields()).containsExactly(field);
            assertThat(tables.count("record", business.id())).isZero();
        }

        @Test
        void aPayloadMayNotNameAnotherIdThanTheOperation() {
            assertThat(till.push(insert("customers", "c1", "id", "c2", "name", "Ana"))
                            .error())
                    .isEqualTo("VALIDATION_FAILED");
        }

        @ParameterizedTest
        @CsvSource({"es", "pt", "en"})
        void theDetailSpeaksTheCallersLanguage(String language) {
            Map<String, String> sentences = Map.of("es", "no conoce", "pt", "não conhece", "en", "knows no entity");
            Answer answer = till.pushCall(List.of(insert("dragons", "d1", "name", "Smaug")))
                    .header("Accept-Language", language + "-XX, fr;q=0.5")
                    .send();

            assertThat(answer.json().get("results").get(0).get("detail").asString())
                    .containsIgnoringCase(sentences.get(language))
                    .contains("dragons");
        }
    }

    @Nested
    class Groups {
        @Test
        void aGroupAppliesWhole() {
            assertThat(till.push(
                                    ana().group("g"),
                                    insert("addresses", "a1", "customerId", "c1", "street", "Calle 1")
                                            .group("g"))
                            .outcomes())
                    .containsExactly("applied", "applied");
        }

        @Test
        void ofAGroupWithOneBadOperationNothingIsWrittenAndResultsStayInOrder() {
            Op good = ana().group("g");
            Op bad = insert("customers", "c2").group("g");
            Op late = insert("customers", "c3", "name", "Eva").group("g");
            Op alone = insert("customers", "c4", "name", "Ivo");

            Pushed pushed = till.push(good, alone, bad, late);

            assertThat(pushed.results())
                    .extracting(Pushed.Result::operationId)
                    .containsExactly(good.operationId(), alone.operationId(), bad.operationId(), late.operationId());
            assertThat(pushed.errors()).containsExactly("GROUP_ABORTED", "", "VALIDATION_FAILED", "GROUP_ABORTED");
            assertThat(pushed.results().getFirst().detail()).contains(bad.operationId());
            assertThat(till.pull("").ids()).containsExactly("c4");
            assertThat(tables.count("sync_operation", business.id())).isEqualTo(1);
            assertThat(tables.count("record_history", business.id())).isEqualTo(1);
        }

        @Test
        void anAbortedGroupAppliesOnceItIsCorrected() {
            Op first = ana().group("g");
            till.push(first, update("customers", "c9", "phone", "1").group("g"));

            assertThat(till.push(first, update("customers", "c1", "phone", "2").group("g"))
                            .outcomes())
                    .containsExactly("applied", "applied");
        }

        @Test
        void aConflictAbortsItsGroupAndLeavesNoQuestion() {
            till.push(ana());
            tablet.push(update("customers", "c1", "phone", "2").base(1));

            Pushed pushed = till.push(
                    insert("customers", "c2", "name", "Eva").group("g"),
                    update("customers", "c1", "phone", "3").base(1).group("g"));

            assertThat(pushed.errors()).containsExactly("GROUP_ABORTED", "CONFLICT");
            assertThat(pushed.outcomes()).containsExactly("rejected", "rejected");
            assertThat(tables.count("conflict", business.id())).isZero();
        }

        @Test
        void afterAFailedGroupTheFeedHasNoGap() {
            till.push(ana().group("g"), insert("customers", "c2").group("g"), insert("customers", "c3", "name", "Eva"));
            till.push(insert("customers", "c4", "name", "Ivo"));

            assertThat(tables.seqsOf(business.id())).containsExactly(1L, 2L);
        }
    }

    @Nested
    class TwoDevices {
        @Test
        void whoChangeOneFieldDifferentlyFromOneVersionLeaveItToAPerson() {
            till.push(ana());
            till.push(update("customers", "c1", "phone", "2").base(1));
            Op mine = update("customers", "c1", "phone", "3").base(1);

            Pushed.Result conflict = tablet.push(mine);

            assertThat(conflict.outcome()).isEqualTo("conflict");
            assertThat(conflict.success()).isFalse();
            assertThat(conflict.error()).isEqualTo("CONFLICT");
            assertThat(conflict.conflictId()).isNotBlank();
            assertThat(conflict.data().get("phone").asString()).isEqualTo("2");
            assertThat(till.pull("").changes().getFirst().data().get("phone").asString())
                    .isEqualTo("2");
            assertThat(tables.count("conflict", business.id())).isEqualTo(1);
            assertThat(tablet.push(mine).conflictId()).isEqualTo(conflict.conflictId());
            assertThat(tables.count("conflict", business.id())).isEqualTo(1);
        }

        @Test
        void whoChangeOneFieldAlikeAgree() {
            till.push(ana());
            till.push(update("customers", "c1", "phone", "2").base(1));

            assertThat(tablet.push(update("customers", "c1", "phone", "2").base(1))
                            .success())
                    .isTrue();
            assertThat(tables.count("conflict", business.id())).isZero();
        }

        @Test
        void whoChangeDifferentFieldsAreMerged() {
            till.push(ana());
            till.push(update("customers", "c1", "phone", "2").base(1));

            Pushed.Result merged = tablet.push(
                    update("customers", "c1", "internalNotes", "regular").base(1));

            assertThat(merged.outcome()).isEqualTo("merged");
            assertThat(merged.version()).isEqualTo(3);
            assertThat(merged.data().get("phone").asString()).isEqualTo("2");
            assertThat(merged.data().get("internalNotes").asString()).isEqualTo("regular");
        }

        @Test
        void whoBothAddPointsAddUp() {
            till.push(ana());
            till.push(update("customers", "c1", "loyaltyPoints", 15).base(1));

            Pushed.Result merged =
                    tablet.push(update("customers", "c1", "loyaltyPoints", 13).base(1));

            assertThat(merged.outcome()).isEqualTo("merged");
            assertThat(merged.data().get("loyaltyPoints").asInt()).isEqualTo(18);
        }

        @Test
        void whoseConflictTouchesOneFieldKeepTheOthers() {
            till.push(ana());
            till.push(update("customers", "c1", "phone", "2").base(1));

            Pushed.Result conflict = tablet.push(update("customers", "c1", "phone", "3", "internalNotes", "regular")
                    .base(1));

            assertThat(conflict.outcome()).isEqualTo("conflict");
            assertThat(conflict.data().get("phone").asString()).isEqualTo("2");
            assertThat(conflict.data().get("internalNotes").asString()).isEqualTo("regular");
        }

        @Test
        void ofWhomOneDeletesAskAPerson() {
            till.push(ana());
            till.push(delete("customers", "c1"));

            Pushed.Result result =
                    tablet.push(update("customers", "c1", "phone", "3").base(1));

            assertThat(result.outcome()).isEqualTo("conflict");
            assertThat(till.pull("").changes().getFirst().deleted()).isTrue();
        }

        @Test
        void theOlderOfTwoPlainWritesIsSuperseded() {
            till.push(insert("brands", "b1", "name", "One"));

            Pushed.Result old = tablet.push(
                    update("brands", "b1", "name", "Old").at(Instant.now().minus(Duration.ofDays(1))));

            assertThat(old.outcome()).isEqualTo("superseded");
            assertThat(old.success()).isTrue();
            assertThat(old.data().get("name").asString()).isEqualTo("One");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z"
            })
    void aClockThatIsOutOfAllBoundsHarmsNothing(String time) {
        Answer answer = till.hub()
                .post("/api/sync/batch")
                .key(till.apiKey())
                .json(Map.of(
                        "deviceTime",
                        time,
                        "operations",
                        List.of(category("clock-1", time), category("clock-2", "2026-01-05T08:00:00Z"))))
                .send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Pushed.of(answer.json()).outcomes()).containsOnly("applied");
    }

    private static Map<String, Object> category(String id, String time) {
        return Map.of(
                "operationId",
                id + time.hashCode(),
                "entity",
                "categories",
                "action",
                "insert",
                "entityId",
                id,
                "payload",
                Map.of("name", "Pan"),
                "clientTimestamp",
                time);
    }
}
