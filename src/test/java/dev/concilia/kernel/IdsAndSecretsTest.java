package dev.concilia.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsAndSecretsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_- ";

    @Test
    void idsSortByTheirTimeAndAreVersion7() {
        String last = "";
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Instant at = NOON.plusMillis(i * 997L * 3_600);
            UUID id = at(at).next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
            assertThat(id.toString()).isGreaterThan(last);
            assertThat(seen.add(id)).isTrue();
            last = id.toString();
        }
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Ids ids = at(NOON);
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.next())).isTrue();
        }
    }

    @Test
    void aKeySaysNothingOfItsSecretWhenPrinted() {
        Secrets.Issued key = new Secrets(new SecureRandom()).issue("ck");

        assertThat(key.text()).startsWith(key.prefix() + "_").matches("ck_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}");
        assertThat(key.hash()).isEqualTo(Sha256.of(key.text()));
        assertThat(key.toString())
                .doesNotContain(key.text().substring(key.prefix().length() + 1));
    }

    @Test
    void everyMistypedLetterIsSeen() {
        String key = new Secrets(new SecureRandom()).issue("ck").text();
        assertThat(Secrets.plausible("ck", key)).isTrue();
        for (int i = 3; i < key.length(); i++) {
            for (char letter : LETTERS.toCharArray()) {
                String typo = key.substring(0, i) + letter + key.substring(i + 1);
                assertThat(Secrets.plausible("ck", typo)).as(typo).isEqualTo(letter == key.charAt(i));
            }
            assertThat(Secrets.plausible("ck", key.substring(0, i))).isFalse();
        }
    }

    @Test
    void everySwapOfNeighboursIsSeen() {
        Secrets secrets = new Secrets(new SecureRandom());
        for (int n = 0; n < 20; n++) {
            String key = secrets.issue("ck").text();
            for (int i = 3; i < key.length() - 1; i++) {
                String swapped = key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);
                assertThat(Secrets.plausible("ck", swapped)).as(swapped).isEqualTo(swapped.equals(key));
            }
        }
    }

    private static Ids at(Instant instant) {
        return new Ids(Clock.fixed(instant, ZoneOffset.UTC), new SecureRandom());
    }
}
