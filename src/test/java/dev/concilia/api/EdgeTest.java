package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.context.ListeningSecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** What stands around every call: origins, warnings of keys that end. */
@HubTest
class EdgeTest {
    private final TestClock clock;
    private final TestDevice till;

    EdgeTest(Hub hub, TestClock clock) {
        this.clock = clock;
        this.till = hub.business().device("till");
    }

    @Test
    void aKeyThatEndsSoonSaysSoInEachAnswer() {
        assertThat(till.pullRaw("").headers().firstValue(KeyExpiry.HEADER)).isEmpty();

        Answer late = clock.shifted(Duration.ofDays(76), () -> till.pullRaw(""));
        assertThat(Instant.parse(late.header(KeyExpiry.HEADER)))
                .isAfter(Instant.now().plus(Duration.ofDays(89)));
    }

    /** Each hub of a process has a holder of who calls; the static one is that of whichever started last. */
    @Test
    void anotherHubOfTheProcessHasNoSayInWhoCalls() {
        SecurityContextHolderStrategy own = SecurityContextHolder.getContextHolderStrategy();
        SecurityContextHolder.setContextHolderStrategy(new ListeningSecurityContextHolderStrategy(event -> {}));
        try {
            assertThat(till.pullRaw("").status()).isEqualTo(200);
        } finally {
            SecurityContextHolder.setContextHolderStrategy(own);
        }
    }

    @Test
    void onlyListedOriginsMayCall() {
        AllowedOrigins origins = new AllowedOrigins(List.of("https://app.example.com"));
        MockHttpServletRequest request = new MockHttpServletRequest();

        assertThat(origins.getCorsConfiguration(request)).isNull();
        request.addHeader("Origin", "https://app.example.com");
        assertThat(origins.getCorsConfiguration(request)).isNotNull();
        MockHttpServletRequest other = new MockHttpServletRequest();
        other.addHeader("Origin", "https://app.example.com.evil.example");
        assertThat(origins.getCorsConfiguration(other)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "app.example.com", "https://app.example.com/path", "https://*.example.com", "null"})
    void whatIsNoOriginIsRefusedAtTheStart(String origin) {
        assertThatThrownBy(() -> new ApiSettings(
                        6000, 300, Duration.ofHours(24), Duration.ofSeconds(60), List.of(origin), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CORS_ORIGINS");
    }
}
