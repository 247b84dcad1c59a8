package dev.concilia.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Two ways into one database: the owner's for migrations, and the application's pool, which owns nothing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HubSettings.class)
class DatabaseConfiguration {
    private static final int OLDEST_VERSION = 15;

    @Bean(destroyMethod = "close")
    DatabaseSource databaseSource(HubSettings settings, Environment environment) {
        String url = settings.databaseUrl();
        String spring = environment.getProperty("spring.datasource.url");
        if (url != null && !url.isBlank()) {
            return new DatabaseSource(checked(DatabaseAddress.parse(url)), null);
        }
        if (spring != null && !spring.isBlank()) {
            return new DatabaseSource(
                    checked(new DatabaseAddress(
                            spring,
                            environment.getProperty("spring.datasource.username"),
                            environment.getProperty("spring.datasource.password"))),
                    null);
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.dataDir());
        return new DatabaseSource(embedded.address(), embedded);
    }

    /** The owner of the tables: migrations and dumps only. */
    @Bean
    @FlywayDataSource
    DataSource ownerDataSource(DatabaseSource source) {
        DatabaseAddress address = source.address();
        return new SimpleDriverDataSource(new org.postgresql.Driver(), address.jdbcUrl(), credentials(address));
    }

    /** Every query of the application: a role without ownership, so that row-level security holds. */
    @Bean
    @Primary
    HikariDataSource dataSource(DatabaseSource source, HubSettings settings) {
        DatabaseAddress address = source.address();
        HikariConfig config = new HikariConfig();
        config.setPoolName("concilia");
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(credentials(address));
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "concilia");
        // A plan that was made for an empty table would be kept while the table grows: decision 007.
        config.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan -c random_page_cost=1.1");
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("SET ROLE concilia_app");
        return new HikariDataSource(config);
    }

    private static Properties credentials(DatabaseAddress address) {
        Properties properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        return properties;
    }

    static void checkVersion(int major, DatabaseAddress address) {
        if (major < OLDEST_VERSION) {
            throw new DatabaseUnusableException(
                    "The database " + address.shown() + " is PostgreSQL " + major + "; Concilia needs " + OLDEST_VERSION
                            + " or newer.",
                    "Upgrade it, or leave DATABASE_URL out to use the embedded one.");
        }
    }

    private static DatabaseAddress checked(DatabaseAddress address) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), credentials(address))) {
            checkVersion(connection.getMetaData().getDatabaseMajorVersion(), address);
            ApplicationRole.check(connection, address);
            return address;
        } catch (SQLException e) {
            throw new DatabaseUnusableException(
                    "The database " + address.shown() + " cannot be reached: " + e.getMessage(),
                    "Check that it runs, and the host, port, name, user and password in DATABASE_URL.");
        }
    }
}
