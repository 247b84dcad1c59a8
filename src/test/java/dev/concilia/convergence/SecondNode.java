package dev.concilia.convergence;

import dev.concilia.ConciliaApplication;
import dev.concilia.support.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** Another hub on the database of the shared test hub; one for all tests, since a start costs seconds. */
final class SecondNode {
    private static @Nullable SecondNode only;

    private final Sabotage sabotage = new Sabotage();
    private final SecurityContextHolderStrategy security = SecurityContextHolder.getContextHolderStrategy();
    private final String database;
    private final int port;
    private ConfigurableApplicationContext context;

    private SecondNode(String database, int port) {
        this.database = database;
        this.port = port;
        this.context = start();
    }

    static synchronized SecondNode beside(Tables tables) {
        if (only == null) {
            only = new SecondNode(address(tables), freePort());
        }
        return only;
    }

    URI uri() {
        return Target.node(port);
    }

    Sabotage sabotage() {
        return sabotage;
    }

    /** Stops the node and starts it again at the same address. */
    void restart() {
        context.close();
        context = start();
    }

    private ConfigurableApplicationContext start() {
        try {
            return new SpringApplicationBuilder(ConciliaApplication.class)
                    .initializers(this::prepare)
                    .run(
                            "--server.port=" + port,
                            "--concilia.data-dir=" + dataDir(),
                            "--concilia.database-url=" + database,
                            "--concilia.bootstrap.admin-token=",
                            "--concilia.bootstrap.owner-email=",
                            "--concilia.bootstrap.owner-password=",
                            "--concilia.device.sync-api-key=",
                            "--concilia.device.api-secret-key=");
        } finally {
            SecurityContextHolder.setContextHolderStrategy(security);
        }
    }

    private void prepare(ConfigurableApplicationContext made) {
        made.getBeanFactory().addBeanPostProcessor(sabotage);
        made.getBeanFactory().addBeanPostProcessor(new OneSecurity(security));
        ((GenericApplicationContext) made).registerBean("sabotage", FilterRegistrationBean.class, sabotage::filter);
    }

    /** Who is signed in is kept in a static place, which two hubs of one process must share. */
    private record OneSecurity(SecurityContextHolderStrategy strategy) implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof SecurityContextHolderStrategy ? strategy : bean;
        }
    }

    private static Path dataDir() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-hubs")), "second")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(Tables tables) {
        try (Connection connection = tables.pool().getConnection()) {
            String url = connection.getMetaData().getURL();
            return url + (url.contains("?") ? "&" : "?") + "user="
                    + connection.getMetaData().getUserName();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
