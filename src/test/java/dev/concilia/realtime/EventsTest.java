package dev.concilia.realtime;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@HubTest
@Timeout(60) // a stream that should end and does not must fail, not hang
class EventsTest {
    private final Hub hub;
    private final DataSource pool;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice other;

    EventsTest(Hub hub, DataSource pool) {
        this.hub = hub;
        this.pool = pool;
        this.business = hub.business();
        this.till = business.device("till");
        this.other = business.device("other");
    }

    private record Event(String id, String name, String data) {}

    private final class Stream implements AutoCloseable {
        private final HttpResponse<java.io.InputStream> response;
        private final BufferedReader lines;

        Stream(String credential, String lastEvent) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + hub.port() + "/api/events"))
                    .header("Authorization", "Bearer " + credential);
            if (!lastEvent.isEmpty()) {
                request.header("Last-Event-ID", lastEvent);
            }
            response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next event; null at the end. */
        Event next() throws IOException {
            String id = "";
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !name.isEmpty()) {
                    return new Event(id, name, data);
                }
            }
            return new Event("", "end", "");
        }

        Event await(String name) throws IOException {
            Event event = next();
            while (!event.name().equals(name) && !event.name().equals("end")) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void aListenerHearsWhatOthersChangeAndNewOrders() throws Exception {
        try (Stream stream = new Stream(other.apiKey(), "")) {
            assertThat(stream.response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(stream.next().name()).isEqualTo("ready");
            other.push(insert("brands", "own", "name", "Own"));
            till.push(insert("orders", "o1", "status", "PENDING"));
            Event changed = stream.next();
            Event order = stream.next();

            assertThat(changed.name()).isEqualTo("sync:update");
            assertThat(changed.data()).contains("\"table\":\"orders\"", "\"id\":\"o1\"", "\"deleted\":false");
            assertThat(order).isEqualTo(new Event(order.id(), "order:new", "{\"orderId\":\"o1\"}"));
        }
    }

    @Test
    void aStreamGoesOnAfterTheLastEventAndAPullToo() throws Exception {
        till.push(insert("brands", "b1", "name", "B1"));
        String last;
        try (Stream stream = new Stream(other.apiKey(), "")) {
            last = stream.await("ready").id();
        }
        till.push(insert("brands", "b2", "name", "B2"));
        till.push(delete("brands", "b1"));
        try (Stream stream = new Stream(business.token(), last)) {
            assertThat(stream.next().data()).contains("\"b2\"");
            Event deleted = stream.next();
            assertThat(deleted.data()).contains("\"b1\"", "\"deleted\":true");
            assertThat(stream.next().name()).isEqualTo("ready");
            assertThat(other.pull("cursor=" + deleted.id()).changes()).isEmpty();
            assertThat(other.pull("cursor=" + last).ids()).containsExactly("b2", "b1");
        }
    }

    @Test
    void whatIsNoPlaceInTheFeedMeansToStartAnew() throws Exception {
        String foreign;
        try (Stream stream = new Stream(hub.business().device("x").apiKey(), "")) {
            foreign = stream.next().id();
        }
        for (String last : List.of("nonsense", foreign)) {
            try (Stream stream = new Stream(till.apiKey(), last)) {
                assertThat(stream.next().name()).isEqualTo("resync");
            }
        }
    }

    @Test
    void manyChangesAreToldByTheirTables() throws Exception {
        try (Stream stream = new Stream(other.apiKey(), "")) {
            stream.await("ready");
            List<Op> many = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                many.add(insert(i % 2 == 0 ? "brands" : "categories", "m" + i, "name", "M"));
            }
            till.pushAll(many);
            Event first = stream.next();
            Event second = stream.next();

            assertThat(List.of(first.data(), second.data()))
                    .allMatch(data -> !data.contains("\"id\""))
                    .anyMatch(data -> data.contains("\"brands\""))
                    .anyMatch(data -> data.contains("\"categories\""));
            assertThat(other.pull("cursor=" + second.id()).changes()).isEmpty();
        }
    }

    @Test
    void aRevokedKeysStreamEnds() throws Exception {
        var key = business.newKey("short-lived");
        try (Stream stream = new Stream(key.at("apiKey"), "")) {
            stream.await("ready");
            hub.delete("/api/admin/keys/" + key.at("id"))
                    .bearer(business.token())
                    .send();

            assertThat(stream.next().name()).isEqualTo("end");
        }
    }

    @Test
    void waitingListenersHoldNoConnectionOfThePool() throws Exception {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Stream stream = new Stream(till.apiKey(), "");
                stream.await("ready");
                streams.add(stream);
            }
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(pool.getConnection());
            }
            for (Connection one : all) {
                one.close();
            }
            other.push(insert("brands", "b9", "name", "B9"));
            for (Stream stream : streams) {
                assertThat(stream.next().data()).contains("\"b9\"");
            }
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void parametersThatDoNotFitAreNamed() {
        for (String seconds : List.of("-1", "many", "3601")) {
            var answer =
                    hub.get("/api/events?seconds=" + seconds).key(till.apiKey()).send();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        }
    }

    @Test
    void whoSaysItsNameOnABusinessKeyIsNotToldOfItsOwnChanges() throws Exception {
        String shared = business.newKey("shared").at("apiKey");
        hub.post("/api/sync/push")
                .key(shared)
                .json(Map.of("terminalId", "caja-1", "changes", List.of()))
                .send();
        HttpResponse<java.io.InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://localhost:" + hub.port() + "/api/events?terminalId=caja-1&seconds=3"))
                                .header("X-API-Key", shared)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        Map<String, Object> change = Map.of(
                "entityType",
                "Brand",
                "entityId",
                "own",
                "operation",
                "CREATE",
                "data",
                Map.of("name", "Own"),
                "syncVersion",
                1);
        hub.post("/api/sync/push")
                .key(shared)
                .json(Map.of("terminalId", "caja-1", "changes", List.of(change)))
                .send();
        till.push(insert("brands", "theirs", "name", "Theirs"));
        String all = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(all).contains("\"theirs\"").doesNotContain("\"own\"");
    }
}
