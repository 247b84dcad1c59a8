package dev.concilia.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The line between a hub and its PostgreSQL: a relay on the loopback address that can be cut and mended. */
public final class DatabaseLine {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final URI database;
    private final int port;
    private volatile @Nullable ServerSocket entrance;

    /** {@code address} as in {@code jdbc:postgresql://localhost:5432/name?user=me}. */
    DatabaseLine(String address) {
        this.database = URI.create(address.substring("jdbc:".length()));
        this.port = listen(0);
    }

    /** The address of the database at the near end of the line. */
    String address() {
        return "jdbc:postgresql://127.0.0.1:" + port + database.getRawPath() + "?" + database.getRawQuery();
    }

    /** From now on connections end, and nobody answers to new ones: as if the server were gone. */
    public synchronized void cut() {
        close(entrance);
        entrance = null;
        open.forEach(DatabaseLine::close);
    }

    /** The server is back; nothing if it is not gone. */
    public synchronized void mend() {
        if (entrance == null) {
            listen(port);
        }
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket(wanted, 50, InetAddress.getByName("127.0.0.1"));
            entrance = socket;
            Thread.ofVirtual().start(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                join(socket, socket.accept());
            } catch (IOException e) {
                // cut; or the database itself is gone, and the caller's connection with it
            }
        }
    }

    private void join(ServerSocket socket, Socket near) throws IOException {
        open.add(near);
        Socket far;
        try {
            far = new Socket(database.getHost(), database.getPort());
        } catch (IOException e) {
            end(near);
            throw e;
        }
        open.add(far);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
        if (socket.isClosed()) { // cut in between
            end(near);
            end(far);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut, or one side hung up
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(@Nullable AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
