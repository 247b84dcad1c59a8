package dev.concilia.realtime;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket between a client and the socket.io server: the handshake is relayed, then bytes are pumped both ways. */
public final class Tunnel implements HttpUpgradeHandler {
    private static final Logger log = LoggerFactory.getLogger(Tunnel.class);
    private static final int BUFFER = 8 * 1024;
    private static final int HANDSHAKE_MS = 10_000;
    private static final String ACCEPT = "Sec-WebSocket-Accept";

    private @Nullable Socket server;
    private @Nullable WebConnection client;

    /** Asks the server on {@code port} for the upgrade, and gives the client its answer. */
    static void open(HttpServletRequest request, HttpServletResponse response, int port) throws IOException {
        Loopback loopback = new Loopback(port, HANDSHAKE_MS);
        try {
            loopback.send(request, "Upgrade: websocket\r\nConnection: Upgrade\r\n", new byte[0]);
            Loopback.Head head = loopback.head();
            loopback.socket().setSoTimeout(0);
            response.setStatus(head.status());
            if (head.status() != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
                loopback.close();
                return;
            }
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader(ACCEPT, head.headers().getOrDefault("sec-websocket-accept", ""));
            request.upgrade(Tunnel.class).server = loopback.socket();
        } catch (IOException | ServletException e) {
            loopback.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    @Override
    public void init(WebConnection connection) {
        Socket socket = server;
        if (socket == null) {
            return;
        }
        client = connection;
        try {
            InputStream fromClient = connection.getInputStream();
            OutputStream toClient = connection.getOutputStream();
            InputStream fromServer = socket.getInputStream();
            OutputStream toServer = socket.getOutputStream();
            Thread.ofVirtual().name("realtime-up").start(() -> pump(fromClient, toServer));
            Thread.ofVirtual().name("realtime-down").start(() -> pump(fromServer, toClient));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until one side ends; then both do. */
    private void pump(InputStream from, OutputStream to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        } catch (IOException
                | IllegalStateException e) { // the latter: Tomcat's streams, once the other pump has closed them
            log.trace("A WebSocket ended: {}", e.getMessage());
        } finally {
            destroy();
        }
    }

    @Override
    public void destroy() {
        try (Socket socket = server;
                WebConnection connection = client) {
            log.trace("closing {} and {}", socket, connection);
        } catch (Exception e) { // as AutoCloseable has it
            log.trace("It was closed already: {}", e.getMessage());
        }
    }
}
