package dev.concilia.realtime;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket between a client and the socket.io server: the handshake is relayed, then bytes are pumped both ways. */
public final class Tunnel implements HttpUpgradeHandler {
    private static final Logger log = LoggerFactory.getLogger(Tunnel.class);
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int BUFFER = 8 * 1024;
    private static final int HEAD_PATIENCE_MS = 10_000;
    private static final String[] FORWARDED = {
        "Sec-WebSocket-Key", "Sec-WebSocket-Version", "X-API-Key", "Authorization"
    };

    private @Nullable Socket server;
    private @Nullable WebConnection client;

    /** Asks the server on {@code port} for the upgrade, and gives the client its answer. */
    static void open(HttpServletRequest request, HttpServletResponse response, int port) throws IOException {
        Socket socket = new Socket(SocketServer.HOST, port);
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HEAD_PATIENCE_MS);
            socket.getOutputStream().write(handshake(request, port).getBytes(StandardCharsets.ISO_8859_1));
            Head head = Head.read(socket.getInputStream());
            socket.setSoTimeout(0);
            response.setStatus(head.status());
            if (head.status() != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
                socket.close();
                return;
            }
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Sec-WebSocket-Accept", head.headers().getOrDefault("sec-websocket-accept", ""));
            request.upgrade(Tunnel.class).server = socket;
        } catch (IOException | ServletException e) {
            socket.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private static String handshake(HttpServletRequest request, int port) {
        StringBuilder head = new StringBuilder("GET " + SocketGate.target(request) + " HTTP/1.1\r\n");
        head.append("Host: ").append(SocketServer.HOST).append(':').append(port).append("\r\n");
        head.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
        for (String name : FORWARDED) {
            String value = request.getHeader(name);
            if (value != null) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        }
        return head.append("\r\n").toString();
    }

    /** Status and headers (by names in lower case) of the server's answer, and not a byte of what follows. */
    record Head(int status, Map<String, String> headers) {
        static Head read(InputStream in) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int last = 0; // the four bytes before
            while (last != 0x0D0A0D0A) {
                int next = in.read();
                if (next < 0 || bytes.size() > LONGEST_HEAD) {
                    throw new IOException("no answer to the handshake");
                }
                bytes.write(next);
                last = last << 8 | next;
            }
            String[] lines = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0) {
                    headers.put(
                            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                            lines[i].substring(colon + 1).strip());
                }
            }
            String[] first = lines[0].split(" ");
            try {
                return new Head(Integer.parseInt(first.length > 1 ? first[1] : ""), headers);
            } catch (NumberFormatException e) {
                throw new IOException("no status in the answer to the handshake", e);
            }
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
        } catch (IOException e) {
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
