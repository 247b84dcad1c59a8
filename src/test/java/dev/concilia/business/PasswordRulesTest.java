package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.PasswordRules.Defect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final String EMAIL = "ana.maria@example.com";

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "123456789", "🥐🥐🥖🥖🥯🥯🥨🥨🥞"})
    void fewerThanTenCharactersAreTooShort(String password) {
        assertThat(PasswordRules.defectOf(password, EMAIL)).contains(Defect.TOO_SHORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaa", "ababababab", "1234567890", "ANA.MARIA@EXAMPLE.COM"})
    void whatEverybodyTriesFirstIsTooCommon(String password) {
        assertThat(PasswordRules.defectOf(password, EMAIL)).contains(Defect.TOO_COMMON);
    }

    @Test
    void whatTheHashWouldCutOffIsTooLong() {
        assertThat(PasswordRules.defectOf("abcdefghij".repeat(7) + "xyz", EMAIL))
                .contains(Defect.TOO_LONG);
        assertThat(PasswordRules.defectOf("ñandú".repeat(11), EMAIL)).contains(Defect.TOO_LONG);
        assertThat(PasswordRules.defectOf("abcdefghij".repeat(7) + "xy", EMAIL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "tres conchas dulces", "🥐🥖🥯🥨🥞🧇🧀🍞🍩🍪"})
    void lengthIsEnoughWhateverTheCharacters(String password) {
        assertThat(PasswordRules.defectOf(password, EMAIL)).isEmpty();
    }
}
