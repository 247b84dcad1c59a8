package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class IdempotencyKeyTest {
    private static Optional<String> read(String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (String header : headers) {
            request.addHeader("idempotency-key", header);
        }
        return IdempotencyKey.of(request);
    }

    @Test
    void quotedAndBareSpellTheSameKey() {
        assertThat(read("8e03978e-40d5-43dd-bc93-6894a57f9324"))
                .isEqualTo(read("\"8e03978e-40d5-43dd-bc93-6894a57f9324\""))
                .contains("8e03978e-40d5-43dd-bc93-6894a57f9324");
        assertThat(read("\"a\\\"b\\\\c\"")).contains("a\"b\\c");
        assertThat(read("  !~  ")).contains("!~");
        assertThat(read()).isEmpty();
    }

    @Test
    void theLongestHas255Characters() {
        assertThat(read("k".repeat(255))).isPresent();
        assertThat(read("\"" + "k".repeat(255) + "\"")).isPresent();
    }

    static String[] tooLong() {
        return new String[] {"k".repeat(256), "\"" + "k".repeat(256) + "\"", "k".repeat(5_000)};
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\"\"", "\"", "\"abc", "\"a\"b\"", "\"a\\b\"", "a b", "ñ", "a\tb", "\"a\u0001\"", "🔑"})
    @MethodSource("tooLong")
    void whatIsNoKeyIsRefused(String header) {
        assertThatThrownBy(() -> read(header)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
            assertThat(problem.arguments()).containsExactly("Idempotency-Key");
        });
    }

    @Test
    void twoKeysAreNone() {
        assertThatThrownBy(() -> read("a", "b")).isInstanceOf(ProblemException.class);
    }
}
