package dev.concilia.support;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A hub with the settings of an operator and tight limits, whose line to the database a test may cut; one for all tests, since
 * a start costs seconds.
 */
public final class EdgeHub {
    /** The browser origin that may call it. */
    public static final String ORIGIN = "https://app.example.com";

    /** How many wrong keys an address may try in a minute. */
    public static final int WRONG_KEYS = 5;

    /** How many streams of server-sent events it keeps open. */
    public static final int STREAMS = 2;

    /** How long it waits for a client that does not take what is written. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static @Nullable EdgeHub only;

    private final DatabaseLine line;
    private final OtherHub hub;

    private EdgeHub(Tables tables) {
        line = new DatabaseLine(OtherHub.address(tables));
        hub = OtherHub.at(
                line.address(),
                EdgeHub::prepare,
                "concilia.api.debug=true",
                "concilia.api.cors-origins=" + ORIGIN + "/,http://localhost:3000",
                "concilia.api.wrong-key-limit=" + WRONG_KEYS,
                "concilia.realtime.restart-delay=200ms",
                "concilia.realtime.streams=" + STREAMS,
                "server.tomcat.connection-timeout=" + PATIENCE.toMillis(),
                "server.tomcat.keep-alive-timeout=60s",
                "concilia.alert.first-check=1000d", // it lives on beside tests that are not its own
                "concilia.alert.send-check=1000d",
                "concilia.alert.forget-check=1000d",
                "concilia.sync.retention.check=1000d");
    }

    public static synchronized EdgeHub beside(Tables tables) {
        if (only == null) {
            only = new EdgeHub(tables);
        }
        return only;
    }

    /** To call it over HTTP. */
    public Hub hub() {
        return hub.hub();
    }

    /** Stops it and starts it again at the same address. */
    public void restart() {
        hub.restart();
    }

    /** Its database is gone, until {@link #mend}. */
    public void cut() {
        line.cut();
    }

    /** Its database is back; returns when the hub has found out. */
    public void mend() {
        line.mend();
        int tries = 60; // each waits for a connection as long as a call does
        while (hub().get("/api/health").send().status() != 200) {
            if (tries-- == 0) {
                throw new IllegalStateException("the hub does not find its database");
            }
        }
    }

    /** A call that gets no connection is told so at once. */
    private static void prepare(ConfigurableApplicationContext made) {
        made.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setConnectionTimeout(500);
                }
                return bean;
            }
        });
    }
}
