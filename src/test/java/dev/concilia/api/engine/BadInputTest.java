package dev.concilia.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and broken programs send: the protocol's status and code, nothing written, the hub alive. */
@HubTest
class BadInputTest {
    private static final int MIB = 1024 * 1024;
    private static final String ROOM = " ".repeat(MIB);

    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private Map<String, Long> before;

    BadInputTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
    }

    @BeforeEach
    void count() {
        before = written();
    }

    @AfterEach
    void nothingIsWrittenAndTheHubLives() {
        assertThat(written()).isEqualTo(before);
        assertThat(hub.get("/api/health").send().status()).isEqualTo(200);
    }

    /** All but the list of refusals, which is there to show what was refused. */
    private Map<String, Long> written() {
        Map<String, Long> rows = tables.rowsOf(business.id());
        rows.remove("refused_operation");
        return rows;
    }

    private Hub.Call push() {
        return hub.post("/api/sync/batch").key(till.apiKey());
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.at("type")).isEqualTo("urn:concilia:problem:" + code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.at("title")).isNotBlank();
        assertThat(answer.at("detail")).isNotBlank();
        assertThat(answer.at("retry")).isIn("never", "after-fix", "later");
        assertThat(answer.text()).doesNotContainIgnoringCase("<html").doesNotContain("\tat ", "Exception", "{0}");
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
}
