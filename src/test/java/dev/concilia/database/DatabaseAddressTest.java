package dev.concilia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://ana:secret@db.example.com:6543/shop, jdbc:postgresql://db.example.com:6543/shop, ana, secret",
        "postgres://ana:secret@db/shop, jdbc:postgresql://db:5432/shop, ana, secret",
        "postgresql://ana@db/shop, jdbc:postgresql://db:5432/shop, ana,",
        "postgresql://db/shop?sslmode=require, jdbc:postgresql://db:5432/shop?sslmode=require,,",
        "postgresql://ana:p%40ss%3A%2Fw+rd%25@db/shop, jdbc:postgresql://db:5432/shop, ana, p@ss:/w+rd%",
        "postgresql://ana:a:b@db/shop, jdbc:postgresql://db:5432/shop, ana, a:b",
        "postgresql://ana:secret@[::1]:5432/shop, jdbc:postgresql://[::1]:5432/shop, ana, secret",
        "jdbc:postgresql://db/shop?user=ana, jdbc:postgresql://db/shop?user=ana,,"
    })
    void everyUsualSpellingIsRead(String text, String url, String user, String password) {
        assertThat(DatabaseAddress.parse(text)).isEqualTo(new DatabaseAddress(url, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/shop",
                "shop",
                "postgresql:",
                "postgresql://",
                "postgresql:///shop",
                "http://db/shop",
                "postgresql://a b/shop",
                "postgresql://ana:%zz@db/shop",
                "jdbc:mysql://db/shop",
                "postgresql://ana:secret@/x"
            })
    void whatIsNoAddressIsRefusedWithASentenceThatShowsNoPassword(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text))
                .isInstanceOfSatisfying(DatabaseUnusableException.class, e -> {
                    assertThat(e).hasMessageContaining("DATABASE_URL").hasMessageNotContaining("secret");
                    assertThat(e.action()).contains("postgresql://");
                });
    }

    @Test
    void neitherPasswordNorUserAreEverShown() {
        DatabaseAddress plain = DatabaseAddress.parse("postgresql://ana:secret@db/shop?password=other");
        DatabaseAddress jdbc = DatabaseAddress.parse("jdbc:postgresql://db/shop?user=ana&password=secret");

        assertThat(plain.toString() + plain.shown() + jdbc + jdbc.shown())
                .doesNotContain("secret", "other", "ana")
                .contains("postgresql://db:5432/shop");
    }
}
