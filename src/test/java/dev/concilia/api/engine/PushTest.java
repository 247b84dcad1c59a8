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
                "",
                " ",
                "{",
                "}",
                "{\"operations\":",
                "{\"operations\":[}",
                "{operations:[]}",
                "{'operations':[]}",
                "{\"operations\":[]} trailing",
                "{\"operations\":[]}{}",
                "<html>",
                "null,",
                "\u0000",
                "NaN",
                "{\"operations\":[],\"operations\":[]}",
                "{\"operations\":[{\"operationId\":\"a\",\"operationId\":\"b\"}]}",
                "{\"operations\":[{\"payload\":{\"x\":01}}]}",
                "{\"operations\":[],\"pending\":1e}",
                "{\"operations\":[{\"entityId\":\"\\ud83d\\u00zz\"}]}"
            })
    void whatIsNotJsonIsMalformed(String body) {
        Answer answer = push().text(body).send();
        if (body.isBlank()) {
            assertThat(answer.code()).isIn("MALFORMED_JSON", "VALIDATION_FAILED");
            isProblem(answer, answer.code().equals("MALFORMED_JSON") ? 400 : 422, answer.code());
        } else {
            isProblem(answer, 400, "MALFORMED_JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "true", "null", "[{\"operations\":[]}]"})
    void jsonThatIsNoObjectDoesNotFit(String body) {
        isProblem(push().text(body).send(), 422, "VALIDATION_FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"operations\":{}}",
                "{\"operations\":1}",
                "{\"operations\":null}",
                "{\"operations\":\"[]\"}"
            })
    void operationsThatAreNoListDoNotFit(String body) {
        Answer answer = push().text(body).send();

        isProblem(answer, 422, "VALIDATION_FAILED");
        assertThat(answer.json().get("fields").get(0).get("path").asString()).isEqualTo("operations");
    }

    static List<String> wrongOperations() {
        String good = "\"operationId\":\"o1\",\"entity\":\"customers\",\"action\":\"insert\",\"entityId\":\"c1\"";
        String ana = ",\"payload\":{\"name\":\"Ana\"}";
        return List.of(
                "1",
                "null",
                "\"x\"",
                "[]",
                "{}",
                "{" + good + "}",
                "{" + good + ",\"payload\":[]}",
                "{" + good + ",\"payload\":\"{}\"}",
                "{" + good + ",\"payload\":null}",
                "{" + good.replace("\"o1\"", "1") + ana + "}",
                "{" + good.replace("\"o1\"", "\"\"") + ana + "}",
                "{" + good.replace("\"o1\"", "\"" + "x".repeat(65) + "\"") + ana + "}",
                "{" + good.replace("\"c1\"", "7") + ana + "}",
                "{" + good.replace("\"c1\"", "\"" + "x".repeat(65) + "\"") + ana + "}",
                "{" + good.replace("\"c1\"", "\"a\\u0000b\"") + ana + "}",
                "{" + good.replace("\"c1\"", "\"\\ud83d\"") + ana + "}",
                "{" + good.replace("\"c1\"", "\"\\u0007\"") + ana + "}",
                "{" + good.replace("\"insert\"", "\"upsert\"") + ana + "}",
                "{" + good.replace("\"insert\"", "\"INSERT\"") + ana + "}",
                "{" + good.replace("\"insert\"", "{}") + ana + "}",
                "{" + good.replace("\"customers\"", "[]") + ana + "}",
                "{" + good + ana + ",\"baseVersion\":\"1\"}",
                "{" + good + ana + ",\"baseVersion\":-1}",
                "{" + good + ana + ",\"baseVersion\":1.5}",
                "{" + good + ana + ",\"baseVersion\":99999999999999999999}",
                "{" + good + ana + ",\"group\":7}",
                "{" + good + ",\"payload\":{\"name\":{}}}",
                "{" + good + ",\"payload\":{\"name\":\"\"}}",
                "{" + good + ",\"payload\":{\"name\":\"" + "x".repeat(201) + "\"}}",
                "{" + good + ",\"payload\":{\"name\":\"a\\u0000b\"}}",
                "{" + good + ",\"payload\":{\"name\":\"\\ud83d\"}}",
                "{" + good + ",\"payload\":{\"name\":\"\\udc00\\ud83d\"}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"extra\":{\"deep\":[\"\\u0000\"]}}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"\\u0000\":1}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"loyaltyPoints\":1e400000}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"loyaltyPoints\":1e999}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"other\":1e400000}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"other\":-1e-400000}}",
                "{" + good + ",\"payload\":{\"name\":\"Ana\",\"other\":[1e999]}}");
    }

    @ParameterizedTest
    @MethodSource("wrongOperations")
    void anOperationOfWrongTypesIsItsOwnFault(String operation) {
        Answer answer = push().text("{\"operations\":[" + operation + "]}").send();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var result = answer.json().get("results").get(0);
        assertThat(result.get("outcome").asString()).isEqualTo("rejected");
        assertThat(result.get("error").asString()).isEqualTo("VALIDATION_FAILED");
        assertThat(result.get("fields").size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400000", "1e2147483647", "1e2147483648", "1e-2147483649", "1e99999999999"})
    void aHugeNumberHarmsNobody(String number) {
        Answer answer = push().text(
                        "{\"operations\":[{\"operationId\":\"o1\",\"entity\":\"customers\",\"action\":\"insert\","
                                + "\"entityId\":\"c1\",\"baseVersion\":" + number + ",\"payload\":{\"name\":\"Ana\"}}],"
                                + "\"pending\":" + number + "}")
                .send();

        assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
        if (answer.status() == 200) {
            assertThat(answer.json().get("results").get(0).get("outcome").asString())
                    .isEqualTo("rejected");
        } else {
            isProblem(answer, 400, "MALFORMED_JSON");
        }
    }

    @Test
    void aNumberOfAThousandDigitsIsMalformed() {
        isProblem(
                push().text("{\"operations\":[],\"pending\":" + "9".repeat(1_000) + "}")
                        .send(),
                400,
                "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 1_000, 10_000, 100_000})
    void nestingBeyondTheLimitIsMalformed(int levels) {
        isProblem(push().text("[".repeat(levels) + "]".repeat(levels)).send(), 400, "MALFORMED_JSON");
        isProblem(
                push().text("{\"operations\":[{\"payload\":" + "{\"a\":".repeat(levels) + "1" + "}".repeat(levels)
                                + "}]}")
                        .send(),
                400,
                "MALFORMED_JSON");
        isProblem(push().text("[".repeat(levels)).send(), 400, "MALFORMED_JSON");
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        byte[] body = "{\"operations\":[],\"x\":\"??\"}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) 0xC3;
        body[body.length - 3] = (byte) 0x28;

        isProblem(push().body(body).send(), 400, "MALFORMED_JSON");
    }

    @Test
    void aThousandOperationsAreTakenAndOneMoreIsNot() {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            ops.add(Op.update("customers", "none", "phone", "1"));
        }

        isProblem(till.pushCall(ops).send(), 413, "BATCH_TOO_LARGE");
        assertThat(till.pushAll(ops.subList(0, 1_000)).errors()).hasSize(1_000).containsOnly("NOT_FOUND");
    }

    @Test
    void anEmptyBatchIsAnEmptyAnswer() {
        assertThat(till.pushAll(List.of()).results()).isEmpty();
    }

    @Test
    void aBodyOfSixMegabytesIsTooLarge() {
        isProblem(push().text("{\"operations\":[]" + ROOM.repeat(6) + "}").send(), 413, "BODY_TOO_LARGE");
    }

    @Test
    void aBodyOfSixMegabytesWithoutALengthIsTooLarge() {
        byte[] body = ("{\"operations\":[]" + ROOM.repeat(6) + "}").getBytes(StandardCharsets.UTF_8);

        isProblem(
                push().body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .send(),
                413,
                "BODY_TOO_LARGE");
    }

    @Test
    void aGzipBombIsTooLargeAndTheHeapStaysFlat() {
        byte[] bomb = gzip(out -> {
            out.write("{\"operations\":[]".getBytes(StandardCharsets.UTF_8));
            byte[] spaces = ROOM.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 100; i++) {
                out.write(spaces);
            }
            out.write('}');
        });
        assertThat(bomb.length).isLessThan(150_000);
        for (int i = 0; i < 20; i++) { // 2 GB inflated through a heap of 512 MB
            isProblem(push().body(bomb).header("Content-Encoding", "gzip").send(), 413, "BODY_TOO_LARGE");
        }
    }

    @Test
    void damagedGzipIsMalformed() {
        byte[] whole = gzip(
                out -> out.write(("{\"operations\":[" + "1,".repeat(5_000) + "1]}").getBytes(StandardCharsets.UTF_8)));
        byte[] broken = whole.clone();
        broken[whole.length - 6] ^= 0x55; // its checksum

        for (byte[] body : List.of(
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, 5),
                new byte[0],
                broken,
                "{\"operations\":[]}".getBytes(StandardCharsets.UTF_8))) {
            isProblem(push().body(body).header("Content-Encoding", "gzip").send(), 400, "MALFORMED_JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "application/x-www-form-urlencoded", "application/xml", "x", ""})
    void anotherTypeOfBodyIsUnsupported(String type) {
        isProblem(
                push().text("{\"operations\":[]}").header("Content-Type", type).send(), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip"})
    void anotherCodingOfBodyIsUnsupported(String coding) {
        isProblem(
                push().text("{\"operations\":[]}")
                        .header("Content-Encoding", coding)
                        .send(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON; charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/vnd.x+json"
            })
    void everySpellingOfJsonIsTaken(String type) {
        assertThat(push().text("{\"operations\":[]}")
                        .header("Content-Type", type)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void gzipGoesBothWays() throws IOException {
        byte[] body = gzip(out -> out.write("{\"operations\":[".getBytes(StandardCharsets.UTF_8)));
        assertThat(body).isNotEmpty();
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ops.add(Op.update("customers", "none", "phone", "1"));
        }
        String json = "{\"operations\":"
                + ops.stream().map(op -> op.json().toString()).toList() + "}";

        Answer answer = push().body(gzip(out -> out.write(json.getBytes(StandardCharsets.UTF_8))))
                .header("Content-Encoding", "gzip")
                .header("Accept-Encoding", "gzip")
                .send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        String inflated = new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(inflated).contains(ops.getLast().operationId()).contains("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/nothing",
                "/api/sync",
                "/api/sync/nothing",
                "/api/%2e%2e/x",
                "/api/sync/batch;a=b",
                "/api//sync/batch",
                "/api/sync/%00",
                "/api/admin/nothing"
            })
    void anAddressThatIsNotThereIsAProblemNotAPage(String path) {
        Answer answer = hub.get(path).bearer(business.token()).send();

        assertThat(answer.status()).as(answer.toString()).isIn(400, 403, 404, 405);
        assertThat(answer.text()).doesNotContainIgnoringCase("<html").doesNotContain("\tat ");
        assertThat(answer.header("Content-Type"))
                .satisfiesAnyOf(
                        type -> assertThat(type).startsWith("application/problem+json"),
                        type -> assertThat(path).isEqualTo("/api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void anotherMethodIsAProblem(String method) {
        Answer answer = hub.call(method, "/api/sync/batch").key(till.apiKey()).send();

        assertThat(answer.status()).isIn(404, 405);
        isProblem(answer, answer.status(), answer.status() == 404 ? "NOT_FOUND" : "METHOD_NOT_ALLOWED");
    }

    private interface Writing {
        void to(GZIPOutputStream out) throws IOException;
    }

    private static byte[] gzip(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
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
        Answer answer = hub.post("/api/sync/batch")
                .key(till.apiKey())
                .json(Map.of(
                        "deviceTime",
                        time,
                        "operations",
                        List.of(
                                operation("clock-1-" + time.hashCode(), time),
                                operation("clock-2-" + time.hashCode(), "2026-01-05T08:00:00Z"))))
                .send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Pushed.of(answer.json()).outcomes()).containsOnly("applied");
    }

    private static Map<String, Object> operation(String id, String time) {
        return Map.of(
                "operationId",
                id,
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
