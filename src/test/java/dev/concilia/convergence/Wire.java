package dev.concilia.convergence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls hubs over HTTP, and cuts connections on purpose. */
final class Wire {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Wire() {}

    /** Who calls: a header with its value. */
    record Caller(String header, String value) {
        static Caller device(String key) {
            return new Caller("X-API-Key", key);
        }

        static Caller person(String token) {
            return new Caller("Authorization", "Bearer " + token);
        }
    }

    record Reply(int status, JsonNode json) {
        JsonNode expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " instead of " + wanted + ": " + json);
            }
            return json;
        }
    }

    static Reply get(URI node, Caller caller, String path) {
        return call(node, caller, "GET", path, null);
    }

    static Reply post(URI node, Caller caller, String path, ObjectNode body) {
        return call(node, caller, "POST", path, body);
    }

    private static Reply call(URI node, Caller caller, String method, String path, @Nullable ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(PATIENCE)
                .header(caller.header(), caller.value())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(Canon.JSON.writeValueAsBytes(body)))
                .build();
        try {
            var response = CLIENT.send(request, BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), Canon.JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The connection breaks half way through the request: the hub must do nothing. */
    static void cutInTheRequest(URI node, Caller caller, String path, ObjectNode body) {
        byte[] bytes = Canon.JSON.writeValueAsBytes(body);
        open(node, caller, path, bytes, bytes.length / 2, false);
    }

    /** The connection breaks as the answer begins: the hub has done all, and nobody hears of it. */
    static void cutInTheAnswer(URI node, Caller caller, String path, ObjectNode body) {
        byte[] bytes = Canon.JSON.writeValueAsBytes(body);
        open(node, caller, path, bytes, bytes.length, true);
    }

    private static void open(URI node, Caller caller, String path, byte[] body, int sent, boolean wait) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + node.getAuthority() + "\r\n" + caller.header() + ": "
                + caller.value() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(node.getHost(), node.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, sent);
            out.flush();
            InputStream in = socket.getInputStream();
            if (wait && in.read() < 0) {
                throw new IOException("no answer began");
            }
            socket.setSoLinger(true, 0); // a reset, not a farewell
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
