package dev.concilia.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive HTTP connection that does the least it can, as the PostgreSQL driver does on the twin's side: the client
 * shares the machine with the hub, and its work should not be what is measured.
 */
final class Wire implements AutoCloseable {
    private final int port;
    private final String credential;
    private Socket socket;
    private InputStream in;
    private boolean closing;
    private byte[] body = new byte[1 << 16];
    private int length;

    Wire(int port, String credential) throws IOException {
        this.port = port;
        this.credential = credential;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        closing = false;
    }

    String get(String path) throws IOException {
        exchange("GET", path, new byte[0]);
        return text();
    }

    String post(String path, String json) throws IOException {
        exchange("POST", path, json.getBytes(StandardCharsets.UTF_8));
        return text();
    }

    /** The last answer's body. */
    String text() {
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }

    int length() {
        return length;
    }

    /** How often {@code word} is in the last answer's body. */
    int count(String word) {
        byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
        int found = 0;
        for (int i = 0; i <= length - wanted.length; i++) {
            if (body[i] == wanted[0] && Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
                found++;
                i += wanted.length - 1;
            }
        }
        return found;
    }

    /** The text member {@code name} after its last occurrence in the body. */
    String member(String name) {
        String tail = new String(body, Math.max(0, length - 600), Math.min(length, 600), StandardCharsets.UTF_8);
        int from = tail.lastIndexOf("\"" + name + "\":\"") + name.length() + 4;
        return tail.substring(from, tail.indexOf('"', from));
    }

    /** Sends a request and reads the whole answer; anything but a status 2xx is an error. */
    void exchange(String method, String path, byte[] content) throws IOException {
        send(method, path, content);
        Head head = head();
        length = 0;
        if (head.chunked()) {
            for (int size = chunk(); size > 0; size = chunk()) {
                read(size);
                line();
            }
            line();
        } else {
            read(head.length());
        }
        if (head.status() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + head.status() + " " + text());
        }
    }

    /** Reads a streamed answer without keeping it; returns its line feeds, and leaves its end for {@link #member}. */
    long lines(String path) throws IOException {
        send("GET", path, new byte[0]);
        Head head = head();
        if (head.status() != 200 || !head.chunked()) {
            throw new IOException(path + ": " + head.status());
        }
        long lines = 0;
        byte[] last = new byte[600];
        length = 0;
        for (int size = chunk(); size > 0; size = chunk()) {
            int kept = Math.min(length, 600);
            System.arraycopy(body, length - kept, last, 0, kept);
            System.arraycopy(last, 0, body, 0, kept);
            length = kept;
            read(size);
            for (int i = kept; i < length; i++) {
                lines += body[i] == '\n' ? 1 : 0;
            }
            line();
        }
        line();
        return lines;
    }

    private void send(String method, String path, byte[] content) throws IOException {
        if (closing) { // a server ends a kept connection after a number of requests, and says so
            close();
            connect();
        }
        StringBuilder head = new StringBuilder(256)
                .append(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ")
                .append(credential)
                .append("\r\n");
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        socket.getOutputStream().write(all);
    }

    private record Head(int status, int length, boolean chunked) {}

    private Head head() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int size = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                size = Integer.parseInt(lower.substring(15).strip());
            }
            closing |= lower.startsWith("connection:") && lower.contains("close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        return new Head(status, size, chunked);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private void read(int size) throws IOException {
        if (length + size > body.length) {
            body = Arrays.copyOf(body, Math.max(length + size, body.length * 2));
        }
        if (in.readNBytes(body, length, size) != size) {
            throw new IOException("the hub hung up");
        }
        length += size;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the hub hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
