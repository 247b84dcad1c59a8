package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a field is said in the caller's language, in every dialect. */
@HubTest
class FieldLanguagesTest {
    private static final Map<String, ?> NAMELESS = Map.of("name", "x".repeat(1_000));

    private final Hub hub;
    private final TestDevice till;

    FieldLanguagesTest(Hub hub) {
        this.hub = hub;
        this.till = hub.business().device("till");
    }

    static Stream<Arguments> calls() {
        Map<String, ?> change = Map.of(
                "entityType", "Brand", "entityId", "b1", "operation", "CREATE", "data", NAMELESS, "syncVersion", 1);
        Map<String, ?> update = Map.of("eventId", "e1", "record", Map.of("id", "p1", "name", "x".repeat(1_000)));
        Map<String, ?> customer = Map.of("id", "c1", "firstName", "x".repeat(1_000));
        return Stream.of(
                Arguments.of(
                        "/api/sync/batch",
                        Map.of(
                                "operations",
                                List.of(Op.insert("brands", "b1", "name", "x".repeat(1_000))
                                        .json())),
                        "/results/0/fields"),
                Arguments.of("/api/sync/batch", Map.of("operations", 1), "/fields"),
                Arguments.of("/api/brands", NAMELESS, "/fields"),
                Arguments.of(
                        "/api/sync/push",
                        Map.of("terminalId", "till", "changes", List.of(change)),
                        "/results/0/fields"),
                Arguments.of("/api/sync/push", Map.of("terminalId", "till", "changes", 1), "/fields"),
                Arguments.of(
                        "/api/sync/products",
                        Map.of("machineId", "till", "localUpdates", List.of(update)),
                        "/conflicts/0/fields"),
                Arguments.of(
                        "/api/sync/customers/bulk", Map.of("customers", List.of(customer)), "/data/failed/0/fields"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theMessageIsInTheLanguageThatIsAskedFor(String path, Map<String, ?> body, String fields) {
        String none = message(path, body, fields, "");
        String english = message(path, body, fields, "en-GB");
        String spanish = message(path, body, fields, "es-MX,en;q=0.5");
        String portuguese = message(path, body, fields, "pt-BR");

        assertThat(none).isNotBlank().isEqualTo(english);
        assertThat(List.of(english, spanish, portuguese)).doesNotHaveDuplicates();
        assertThat(spanish).containsAnyOf("Envía", "como máximo", "una lista");
    }

    private String message(String path, Map<String, ?> body, String fields, String language) {
        Hub.Call call = hub.post(path).key(till.apiKey()).json(body);
        Answer answer = (language.isEmpty() ? call : call.header("Accept-Language", language)).send();
        return answer.json().at(fields + "/0/message").asString(answer.toString());
    }
}
