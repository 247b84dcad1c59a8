package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ProblemWriterTest {
    private final ProblemWriter writer = new ProblemWriter(new Sentences());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT-1S,1", "PT0.000001S,1", "PT1S,1", "PT1.001S,2", "PT59.5S,60", "PT60S,60"})
    void theWaitIsWholeSecondsAndOneAtLeast(Duration pause, String header) throws IOException {
        writer.write(new MockHttpServletRequest(), response, new ProblemException(ProblemCode.RATE_LIMITED), pause);

        assertThat(response.getHeader("Retry-After")).isEqualTo(header);
    }

    @Test
    void whatIsNotMendedByWaitingNamesNoTime() throws IOException {
        writer.write(new MockHttpServletRequest(), response, ProblemCode.NOT_FOUND);

        assertThat(response.getHeader("Retry-After")).isNull();
        assertThat(response.getContentType()).isEqualTo("application/problem+json;charset=UTF-8");
    }
}
