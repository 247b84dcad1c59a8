package dev.concilia.support;

import dev.concilia.ConciliaApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Another hub in this process, on the database of the shared test hub, with settings of its own. A start costs seconds: one
 * for a test class.
 */
public final class OtherHub {
    private final String database;
    private final ApplicationContextInitializer<ConfigurableApplicationContext> prepare;
    private final List<String> settings;
    private final int port = TestAddress.freePort();
    private ConfigurableApplicationContext context;

    private OtherHub(
            String database,
            ApplicationContextInitializer<ConfigurableApplicationContext> prepare,
            List<String> settings) {
        this.database = database;
        this.prepare = prepare;
        this.settings = settings;
        this.context = start();
    }

    /** Starts one. {@code settings} as in {@code concilia.api.rate-limit=1}; {@code prepare} sees the context before it starts. */
    public static OtherHub beside(
            Tables tables, ApplicationContextInitializer<ConfigurableApplicationContext> prepare, String... settings) {
        return at(address(tables), prepare, settings);
    }

    /** Starts one on the database of this address. */
    static OtherHub at(
            String database,
            ApplicationContextInitializer<ConfigurableApplicationContext> prepare,
            String... settings) {
        return new OtherHub(database, prepare, List.of(settings));
    }

    public int port() {
        return port;
    }

    /** To call it over HTTP. */
    public Hub hub() {
        return new Hub(context.getEnvironment());
    }

    /** Stops it and starts it again at the same address. */
    public void restart() {
        context.close();
        context = start();
    }

    public void stop() {
        context.close();
    }

    private ConfigurableApplicationContext start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--concilia.data-dir=" + dataDir(),
                "--concilia.database-url=" + database,
                "--concilia.bootstrap.admin-token=",
                "--concilia.bootstrap.owner-email=",
                "--concilia.bootstrap.owner-password=",
                "--concilia.device.sync-api-key=",
                "--concilia.device.api-secret-key="));
        settings.forEach(setting -> arguments.add("--" + setting));
        return new SpringApplicationBuilder(ConciliaApplication.class)
                .initializers(prepare)
                .run(arguments.toArray(String[]::new));
    }

    private static Path dataDir() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-hubs")), "other")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String address(Tables tables) {
        try (Connection connection = tables.pool().getConnection()) {
            String url = connection.getMetaData().getURL();
            return url + (url.contains("?") ? "&" : "?") + "user="
                    + connection.getMetaData().getUserName();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
