package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** The last six digits of the table in RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void aCodeOfTheStepBeforeOrAfterCountsAndNoOther() {
        Instant now = Instant.ofEpochSecond(1_000_000);
        long step = Totp.step(now);
        for (long off = -3; off <= 3; off++) {
            assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, step + off), now, 0)
                            .isPresent())
                    .as("%s steps off", off)
                    .isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void noStepCountsThatIsNotAfterTheLast() {
        Instant now = Instant.ofEpochSecond(1_000_000);
        long step = Totp.step(now);

        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, step), now, step - 1)).hasValue(step);
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, step - 1), now, step)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfRfc4648WithoutPadding(String text, String expected) {
        assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(expected);
    }

    @Test
    void theAuthenticatorsTextNamesTheHubAndTheAccount() {
        assertThat(Totp.uri("MZXW6", "ana+x@example.com"))
                .isEqualTo("otpauth://totp/Concilia:ana%2Bx%40example.com?secret=MZXW6&issuer=Concilia"
                        + "&algorithm=SHA1&digits=6&period=30");
    }
}
