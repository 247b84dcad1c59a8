package dev.concilia.demo;

import dev.concilia.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The hub as a device sees it: real HTTP, so that the sample takes the same road as everybody else. */
final class HubClient implements AutoCloseable {
    static final int PAGE = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI base;

    HubClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port + "/api/sync/");
    }

    Answer push(String apiKey, ObjectNode body) throws IOException, InterruptedException {
        return post(apiKey, "batch", body);
    }

    Answer pull(String apiKey, Pull pull) throws IOException, InterruptedException {
        return send(request(apiKey, pull.query()).GET().build());
    }

    Answer reconcile(String apiKey, ObjectNode clientSummary) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("clientSummary", clientSummary);
        return post(apiKey, "reconcile", body);
    }

    /** Any other call of the protocol, by its path below {@code /api/sync/}. */
    Answer post(String apiKey, String path, ObjectNode body) throws IOException, InterruptedException {
        return send(request(apiKey, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)))
                .build());
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String apiKey, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("X-API-Key", apiKey)
                .header("Concilia-Protocol", "1");
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        JsonNode body;
        try (InputStream in = response.body()) {
            body = Json.mapper().readTree(in);
        } catch (JacksonException e) {
            if (response.statusCode() == 200) {
                throw new IOException("The hub's answer is no JSON", e);
            }
            body = JsonNodeFactory.instance.objectNode();
        }
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
        return new Answer(response.statusCode(), body, retryAfter);
    }
}
