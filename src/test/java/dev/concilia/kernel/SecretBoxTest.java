package dev.concilia.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private final SecretBox box = new SecretBox(Sha256.of("one key"), new SecureRandom());
    private final byte[] secret = "geheim".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatWasLockedOpensAgainForItsOwnerOnly() {
        byte[] locked = box.lock(secret, "ana");

        assertThat(box.open(locked, "ana")).hasValue(secret);
        assertThat(box.open(locked, "ben")).isEmpty();
        assertThat(new String(locked, StandardCharsets.ISO_8859_1)).doesNotContain("geheim");
    }

    @Test
    void noTwoLockedOnesAreAlikeAndAnotherKeyOrAChangedByteOpensNothing() {
        byte[] locked = box.lock(secret, "ana");
        assertThat(box.lock(secret, "ana")).isNotEqualTo(locked);
        assertThat(new SecretBox(Sha256.of("other key"), new SecureRandom()).open(locked, "ana"))
                .isEmpty();

        for (int i = 0; i < locked.length; i++) {
            byte[] changed = locked.clone();
            changed[i] ^= 1;
            assertThat(box.open(changed, "ana")).as("byte %s", i).isEmpty();
        }
        assertThat(box.open(new byte[0], "ana")).isEmpty();
        assertThat(box.open(new byte[12], "ana")).isEmpty();
    }

    @Test
    void typedCodesHaveNoLookAlikesAndAreReadHoweverTheyAreTyped() {
        Secrets secrets = new Secrets(new SecureRandom());
        for (int i = 0; i < 200; i++) {
            String code = secrets.drawTyped(12);
            assertThat(code).matches("[2-9ABCDEFGHJKMNPQRSTVWXYZ]{12}");
            assertThat(TypedCodes.meant(TypedCodes.shown(code).toLowerCase(java.util.Locale.ROOT)))
                    .isEqualTo(code);
        }
        assertThat(TypedCodes.shown("ABCDEFGH")).isEqualTo("ABCD-EFGH");
        assertThat(TypedCodes.meant("A".repeat(65))).isEmpty();
    }
}
