package dev.concilia.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseVersionTest {
    private static final DatabaseAddress ADDRESS =
            DatabaseAddress.parse("postgresql://hub:secret@db.example:5432/concilia");

    @Test
    void aDatabaseThatIsTooOldIsNamedWithItsVersionAndWithoutItsPassword() {
        assertThatThrownBy(() -> DatabaseConfiguration.checkVersion(14, ADDRESS))
                .isInstanceOf(DatabaseUnusableException.class)
                .hasMessageContaining("PostgreSQL 14")
                .hasMessageContaining("15 or newer")
                .hasMessageContaining("db.example")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theOldestSupportedVersionWillDo() {
        assertThatCode(() -> DatabaseConfiguration.checkVersion(15, ADDRESS)).doesNotThrowAnyException();
    }
}
