package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final UUID EPOCH = UUID.fromString("0192f0c1-2222-7abc-8def-000000000001");
    private static final BusinessId BAKERY = new BusinessId(UUID.fromString("0192f0c1-1111-7abc-8def-000000000001"));
    private static final BusinessId SHOP = new BusinessId(UUID.fromString("0192f0c1-1111-7abc-8def-000000000002"));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 500, 1L << 40, Long.MAX_VALUE})
    void comesBackAsItWent(long seq) {
        String text = new Cursor(EPOCH, BAKERY, seq).text();

        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.of(text, BAKERY, EPOCH).seq()).isEqualTo(seq);
    }

    @Test
    void aFirstSyncsCursorKnowsHowFarTombstonesWerePurgedWhenItBegan() {
        Cursor first = new Cursor(EPOCH, BAKERY, 500, 12_345);
        Cursor past = first.at(20_000);

        assertThat(Cursor.of(first.text(), BAKERY, EPOCH)).isEqualTo(first);
        assertThat(past.text()).isEqualTo(new Cursor(EPOCH, BAKERY, 20_000).text());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99_999})
    void everyDamagedBitIsRefused(long floor) {
        byte[] whole = Base64.getUrlDecoder().decode(new Cursor(EPOCH, BAKERY, 12_345, floor).text());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            refused(Base64.getUrlEncoder().withoutPadding().encodeToString(damaged));
        }
    }

    @Test
    void everyOtherLetterIsRefused() {
        String text = new Cursor(EPOCH, BAKERY, 12_345).text();
        for (int i = 0; i < text.length(); i++) {
            for (char letter : "ABCXYZabcxyz0189-_ =+/".toCharArray()) {
                if (letter != text.charAt(i)) {
                    refused(text.substring(0, i) + letter + text.substring(i + 1));
                }
            }
            refused(text.substring(0, i));
        }
        refused(text + "A");
        refused(text + "==");
    }

    @Test
    void anotherBusinessCannotUseIt() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.of(new Cursor(EPOCH, BAKERY, 7).text(), SHOP, EPOCH))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_CURSOR));
    }

    @Test
    void anotherEpochAsksForAResync() {
        String old = new Cursor(UUID.randomUUID(), BAKERY, 7).text();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.of(old, BAKERY, EPOCH))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ProblemCode.RESYNC_REQUIRED));
    }

    private static void refused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .as(text)
                .isThrownBy(() -> Cursor.of(text, BAKERY, EPOCH))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_CURSOR));
    }
}
