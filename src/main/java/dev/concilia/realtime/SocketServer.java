package dev.concilia.realtime;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The socket.io server. It listens on the loopback address only; what comes to the hub's own {@code /socket.io/} is forwarded
 * to it ({@link SocketGate}).
 */
@Component
class SocketServer implements SmartLifecycle {
    static final String HOST = "127.0.0.1";

    private static final Logger log = LoggerFactory.getLogger(SocketServer.class);
    private static final int ATTEMPTS = 5;
    private static final int BEFORE_THE_WEB_SERVER = DEFAULT_PHASE - 10_000;
    private static final int LARGEST_MESSAGE = 64 * 1024;
    private static final int WORKERS = 8; // they also ask the database whose key it is
    private static final int BACKLOG = 1_024;

    private final SocketRooms rooms;
    private final Door door;
    private volatile @Nullable SocketIOServer server;
    private volatile int port;

    SocketServer(SocketRooms rooms, Door door) {
        this.rooms = rooms;
        this.door = door;
    }

    /** Where it listens; 0 while it does not. */
    int port() {
        return server == null ? 0 : port;
    }

    @Override
    public void start() {
        for (int attempt = 1; server == null; attempt++) {
            int free = freePort();
            SocketIOServer starting = new SocketIOServer(configuration(free));
            starting.setPipelineFactory(new AskingChannels());
            rooms.open(starting);
            try {
                starting.start();
                port = free;
                server = starting;
            } catch (Exception e) { // the library throws what is checked, too, undeclared
                end(starting); // its timer runs on otherwise
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("socket.io could not be started", e);
                }
                log.debug("Port {} was taken in between: {}", free, e.getMessage());
            }
        }
    }

    private Configuration configuration(int free) {
        Configuration configuration = new Configuration();
        configuration.setHostname(HOST);
        configuration.setPort(free);
        configuration.setBossThreads(1);
        configuration.setWorkerThreads(WORKERS);
        configuration.setPingInterval(25_000);
        configuration.setPingTimeout(20_000);
        configuration.setMaxHttpContentLength(LARGEST_MESSAGE);
        configuration.setMaxFramePayloadLength(LARGEST_MESSAGE);
        configuration.setRandomSession(true); // else a cookie or header of the client's choice would name its session
        configuration.setEnableCors(false); // who may call from where is the hub's affair, not the library's
        configuration.setWebsocketCompression(false);
        configuration.setHttpCompression(false);
        configuration.setAckMode(AckMode.MANUAL);
        configuration.setExceptionListener(new QuietFailures());
        // While keys cannot be judged nobody gets as far as being refused: a client that is refused does not come back.
        configuration.setAuthorizationListener(handshake -> new AuthorizationResult(door.works()));
        configuration.getSocketConfig().setTcpNoDelay(true);
        configuration.getSocketConfig().setAcceptBackLog(BACKLOG);
        return configuration;
    }

    int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A poll that waits would hold up the end, so this comes first. */
    @EventListener(ContextClosedEvent.class)
    @Override
    public void stop() {
        SocketIOServer running = server;
        server = null;
        if (running != null) {
            end(running);
        }
    }

    private static void end(SocketIOServer ended) {
        Thread.ofVirtual().name("realtime-stop").start(ended::stop); // takes seconds, on which nothing depends
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }
}
