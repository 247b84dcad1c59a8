package dev.concilia.realtime;

import com.corundumstudio.socketio.HandshakeData;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP exchange with the socket.io server, on a connection of its own: the server ends connections when it pleases, and a
 * client that keeps them loses a request now and then.
 */
final class Loopback implements AutoCloseable {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final String ADDRESS = "Concilia-Client-Address"; // only ever written here
    private static final String[] FORWARDED = {
        "X-API-Key", "Authorization", "Content-Type", "Sec-WebSocket-Key", "Sec-WebSocket-Version"
    };

    private final Socket socket;

    Loopback(int port, int patienceMs) throws IOException {
        socket = new Socket(SocketServer.HOST, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(patienceMs);
    }

    Socket socket() {
        return socket;
    }

    /** Sends {@code request} with {@code body}; cookies and whatever else the server has no use for stay here. */
    void send(HttpServletRequest request, String connection, byte[] body) throws IOException {
        String query = request.getQueryString();
        StringBuilder head = new StringBuilder(request.getMethod())
                .append(" /socket.io/")
                .append(query == null ? "" : "?" + query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(SocketServer.HOST)
                .append("\r\n")
                .append(connection)
                .append(ADDRESS)
                .append(": ")
                .append(request.getRemoteAddr())
                .append("\r\n");
        for (String name : FORWARDED) {
            String value = request.getHeader(name);
            if (value != null) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    /** Where a client of the socket.io server came from to the hub. */
    static String addressOf(HandshakeData handshake) {
        String address = handshake.getHttpHeaders().get(ADDRESS);
        return address == null ? "" : address;
    }

    /** Status and headers (by names in lower case) of an answer. */
    record Head(int status, Map<String, String> headers) {}

    /** Reads the head of the answer, and not a byte of what follows. */
    Head head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int last = 0; last != END_OF_HEAD; ) {
            int next = in.read();
            if (next < 0 || bytes.size() > LONGEST_HEAD) {
                throw new IOException("no answer");
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
            throw new IOException("no status", e);
        }
    }

    /** What follows {@code head}: as long as it says, else to the end. */
    byte[] body(Head head, int longest) throws IOException {
        String length = head.headers().get("content-length");
        try {
            int size = length == null ? longest : Math.min(longest, Integer.parseInt(length));
            return socket.getInputStream().readNBytes(size);
        } catch (NumberFormatException e) {
            throw new IOException("no length", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
