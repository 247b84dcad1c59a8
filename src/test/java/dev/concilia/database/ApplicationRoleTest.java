package dev.concilia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concilia.support.HubTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;

@HubTest
class ApplicationRoleTest {
    private final DataSource owner;
    private final DatabaseAddress address;

    ApplicationRoleTest(@Qualifier("ownerDataSource") DataSource owner, DatabaseSource source) {
        this.owner = owner;
        this.address = source.address();
    }

    @BeforeEach
    void makeAUserWithoutRights() throws SQLException {
        asOwner("CREATE ROLE \"plain user\" LOGIN");
    }

    @AfterEach
    void dropIt() throws SQLException {
        asOwner("DROP ROLE \"plain user\"");
    }

    @Test
    void aUserThatMayNotUseTheRoleIsToldTheStatementThatHelps() throws SQLException {
        try (Connection plain = DriverManager.getConnection(address.jdbcUrl(), "plain user", "")) {
            DatabaseUnusableException refused =
                    catchThrowableOfType(DatabaseUnusableException.class, () -> ApplicationRole.check(plain, address));

            assertThat(refused).hasMessageContaining("plain user").hasMessageContaining("concilia_app");
            assertThat(refused.action()).contains("GRANT concilia_app TO \"plain user\";");
        }
    }

    @Test
    void afterThatStatementItWillDo() throws SQLException {
        asOwner("GRANT concilia_app TO \"plain user\"");
        try (Connection plain = DriverManager.getConnection(address.jdbcUrl(), "plain user", "")) {
            assertThatCode(() -> ApplicationRole.check(plain, address)).doesNotThrowAnyException();
        }
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
