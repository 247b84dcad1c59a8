package dev.concilia.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.env.Environment;

/** Calls the hub as a stranger would: over HTTP. */
public final class Hub {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Environment environment;

    Hub(Environment environment) {
        this.environment = environment;
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    public Call get(String path) {
        return new Call("GET", path);
    }

    public Call post(String path) {
        return new Call("POST", path);
    }

    public Call delete(String path) {
        return new Call("DELETE", path);
    }

    public Call call(String method, String path) {
        return new Call(method, path);
    }

    /** Opens a business of the test's own. */
    public TestBusiness business() {
        return business("Panadería " + UUID.randomUUID());
    }

    public TestBusiness business(String name) {
        Answer answer = post("/api/admin/businesses")
                .bearer(HubTest.ADMIN_TOKEN)
                .json(Map.of("name", name, "ownerEmail", "owner-" + UUID.randomUUID() + "@example.com"))
                .send();
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return new TestBusiness(this, answer.at("id"), answer.at("token"));
    }

    /** One request in the making. */
    public final class Call {
        private final HttpRequest.Builder request;
        private final String method;
        private BodyPublisher body = BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                    .timeout(Duration.ofSeconds(60));
        }

        public Call key(String key) {
            return header("X-API-Key", key);
        }

        public Call bearer(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Call header(String name, String value) {
            request.setHeader(name, value);
            return this;
        }

        public Call json(Object body) {
            return body(Answer.MAPPER.writeValueAsBytes(body));
        }

        public Call text(String body) {
            return body(body.getBytes(StandardCharsets.UTF_8));
        }

        /** A JSON body as these bytes; another type or coding by {@link #header}. */
        public Call body(byte[] bytes) {
            return body(BodyPublishers.ofByteArray(bytes));
        }

        public Call body(BodyPublisher publisher) {
            body = publisher;
            return header("Content-Type", "application/json");
        }

        public Answer send() {
            try {
                HttpResponse<byte[]> response =
                        CLIENT.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray());
                return new Answer(response.statusCode(), response.headers(), response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
