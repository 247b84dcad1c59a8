package dev.concilia.realtime;

import dev.concilia.alert.AlertsChanged;
import dev.concilia.business.MembersChanged;
import dev.concilia.device.DevicesChanged;
import dev.concilia.device.KeysChanged;
import dev.concilia.device.TriggersRequested;
import dev.concilia.sync.ChangesCommitted;
import dev.concilia.sync.ChangesMissed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears what the other nodes say, on a connection of its own that no request ever waits for, and passes it on as this node's
 * events, marked as said elsewhere so that nobody says it again. When the database was out of reach, whatever was said
 * meanwhile is lost; then all look again.
 */
@Component
class NodeEar implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NodeEar.class);
    private static final int PATIENCE_MS = 10_000;
    private static final int CHECK_SECONDS = 5;
    private static final long SHORTEST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final DataSource database;
    private final NodeName name;
    private final ApplicationEventPublisher events;
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;

    /** The owner's way in makes connections that are in no pool; what comes in here has no rights of the owner's. */
    NodeEar(@Qualifier("ownerDataSource") DataSource database, NodeName name, ApplicationEventPublisher events) {
        this.database = database;
        this.name = name;
        this.events = events;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("node-ear").start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
        close();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Waits until this node hears the others; whether it does. */
    boolean awaitListening(long atMostMs) throws InterruptedException {
        return listening.await(atMostMs, TimeUnit.MILLISECONDS);
    }

    private void run() {
        long pause = SHORTEST_PAUSE_MS;
        while (isRunning()) {
            try (Connection open = database.getConnection()) {
                connection = open;
                begin(open);
                pause = SHORTEST_PAUSE_MS;
                hear(open);
            } catch (SQLException e) {
                if (isRunning()) {
                    log.warn("The other nodes are not heard, trying again: {}", e.getMessage());
                }
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
    }

    private void begin(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("SET ROLE concilia_app");
            statement.execute("SET application_name = 'concilia node ear'");
            statement.execute("LISTEN " + NodeNote.CHANNEL);
        }
        listening.countDown();
        publish(new ChangesMissed());
    }

    private void hear(Connection open) throws SQLException {
        PGConnection ear = open.unwrap(PGConnection.class);
        while (isRunning()) {
            PGNotification[] notes = ear.getNotifications(PATIENCE_MS);
            if (notes == null || notes.length == 0) {
                if (!open.isValid(CHECK_SECONDS)) {
                    throw new SQLException("the connection is gone");
                }
                continue;
            }
            for (PGNotification note : notes) {
                NodeNote.read(note.getParameter())
                        .filter(said -> !said.node().equals(name.value()))
                        .ifPresent(this::passOn);
            }
        }
    }

    private void passOn(NodeNote note) {
        switch (note.kind()) {
            case CHANGES -> publish(new ChangesCommitted(note.business(), note.seq(), note.priority(), true));
            case DEVICES -> publish(new DevicesChanged(note.business(), true));
            case KEYS -> publish(new KeysChanged(note.business(), true));
            case MEMBERS -> publish(new MembersChanged(note.business(), true));
            case TRIGGERS -> publish(new TriggersRequested(note.business(), true));
            case ALERTS -> publish(new AlertsChanged(note.business(), true));
        }
    }

    /** A listener that fails must not make this node deaf. */
    private void publish(Object event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException e) {
            log.error("What another node said was not dealt with", e);
        }
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end, or a fresh look at once
        }
    }

    private void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The connection was gone already: {}", e.getMessage());
            }
        }
    }
}
