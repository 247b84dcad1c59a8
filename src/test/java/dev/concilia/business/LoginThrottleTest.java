package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HubTest
class LoginThrottleTest {
    private final LoginThrottle throttle;
    private final Tables tables;
    private final TestClock clock;
    private final String ana = UUID.randomUUID() + "@example.com";
    private final String home = "2001:db8::" + UUID.randomUUID();
    private final String elsewhere = "198.51.100.7/" + UUID.randomUUID();

    LoginThrottleTest(LoginThrottle throttle, Tables tables, TestClock clock) {
        this.throttle = throttle;
        this.tables = tables;
        this.clock = clock;
    }

    private void fail(int times, String email, String address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(email, address);
        }
    }

    @Test
    void fiveFailuresOfOneAccountFromOneAddressBlockIt() {
        fail(4, ana, home);
        assertThat(throttle.wait(ana, home)).isEmpty();
        fail(1, ana, home);
        assertThat(throttle.wait(ana, home)).isPresent();
    }

    @Test
    void aStrangerWhoGuessesDoesNotLockTheOwnerOut() {
        fail(200, ana, elsewhere);

        assertThat(throttle.wait(ana, elsewhere)).isPresent();
        assertThat(throttle.wait(ana, home)).isEmpty();
    }

    @Test
    void otherAccountsFromThatAddressMayStillTryUntilThereAreThirtyFailures() {
        for (int i = 0; i < 29; i++) {
            fail(1, i + ana, home);
        }
        assertThat(throttle.wait(ana, home)).isEmpty();
        fail(1, "last" + ana, home);
        assertThat(throttle.wait(ana, home)).isPresent();
    }

    @Test
    void theBlockEndsByItselfAfterAQuarterOfAnHour() {
        fail(5, ana, home);

        assertThat(clock.shifted(Duration.ofMinutes(14), () -> throttle.wait(ana, home)))
                .isPresent();
        assertThat(clock.shifted(Duration.ofMinutes(16), () -> throttle.wait(ana, home)))
                .isEmpty();
    }

    @Test
    void theWaitIsAsLongAsIsLeftOfTheQuarterHour() {
        fail(5, ana, home);

        assertThat(throttle.wait(ana, home).orElseThrow()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        assertThat(clock.shifted(Duration.ofMinutes(10), () -> throttle.wait(ana, home))
                        .orElseThrow())
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void signingInForgetsTheFailures() {
        fail(4, ana, home);
        throttle.succeeded(ana, home);
        fail(4, ana, home);

        assertThat(throttle.wait(ana, home)).isEmpty();
    }

    @Test
    void theSpellingOfAnAddressMakesNoOtherAccount() {
        fail(5, " " + ana.toUpperCase(java.util.Locale.ROOT) + " ", home);

        assertThat(throttle.wait(ana, home)).isPresent();
    }

    @Test
    void noEmailIsKeptInAReadableForm() {
        fail(1, ana, home);

        assertThat(tables.owner()
                        .sql(
                                "SELECT count(*) FROM login_failure f WHERE f::text LIKE :mail OR encode(account, 'escape') LIKE :mail")
                        .param("mail", "%" + ana.substring(0, 20) + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
