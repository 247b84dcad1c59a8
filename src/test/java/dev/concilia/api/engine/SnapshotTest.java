package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.Snapshot;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@HubTest
class SnapshotTest {
    private static final int POOL = 12;

    private final Hub hub;
    private final Tables tables;
    private final Snapshot snapshot;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;

    SnapshotTest(Hub hub, Tables tables, Snapshot snapshot) {
        this.hub = hub;
        this.tables = tables;
        this.snapshot = snapshot;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    private static Op customer(int n) {
        return insert("customers", "c" + n, "name", "Ñandú \"" + n + "\"", "internalNotes", "x".repeat(3_500));
    }

    private void customers(int from, int to) {
        for (int start = from; start <= to; start += 1_000) {
            List<Op> ops = new ArrayList<>();
            for (int n = start; n <= Math.min(to, start + 999); n++) {
                ops.add(customer(n));
            }
            till.pushAll(ops);
        }
    }

    private Answer answer(TestDevice device, String query) {
        return hub.get("/api/sync/snapshot" + query).key(device.apiKey()).send();
    }

    private List<JsonNode> lines(TestDevice device, String query) {
        Answer answer = answer(device, query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.text()).endsWith("}\n");
        return answer.text().lines().map(Json.mapper()::readTree).toList();
    }

    private static List<JsonNode> records(List<JsonNode> lines) {
        return lines.subList(0, lines.size() - 1);
    }

    private List<String> ids(String query) {
        return records(lines(tablet, query)).stream()
                .map(line -> line.get("id").asString())
                .toList();
    }

    @Test
    void holdsWhatThePullHoldsWithoutTombstonesAndGoesOnByItsCursor() {
        till.push(
                insert("customers", "c1", "name", "Ana \\ \"quoted\" 🍞"),
                insert("brands", "b \"1\" \\ é", "name", "Marca"),
                insert("customers", "c2", "name", "gone"),
                update("customers", "c1", "phone", "2"));
        tablet.push(delete("customers", "c2"));
        JsonNode pulled = tablet.pullRaw("").json();

        List<JsonNode> lines = lines(tablet, "");

        assertThat(records(lines))
                .hasSize(2)
                .containsExactlyElementsOf(pulled.get("changes")
                        .valueStream()
                        .filter(change -> !change.get("deleted").booleanValue())
                        .toList());
        JsonNode end = lines.getLast();
        assertThat(end.propertyNames()).containsExactlyInAnyOrder("cursor", "epoch", "serverTimestamp");
        assertThat(end.get("epoch")).isEqualTo(pulled.get("epoch"));
        assertThat(end.get("serverTimestamp"))
                .isEqualTo(
                        pulled.get("changes").valueStream().toList().getLast().get("updatedAt"));
        till.push(insert("customers", "c3", "name", "later"));
        assertThat(tablet.pull("cursor=" + end.get("cursor").asString()).ids()).containsExactly("c3");
    }

    @Test
    void anEmptyBusinessGetsTheCursorAlone() {
        List<JsonNode> lines = lines(tablet, "");
        customers(1, 1);

        assertThat(lines).hasSize(1);
        assertThat(tablet.pull("cursor=" + lines.getFirst().get("cursor").asString())
                        .ids())
                .containsExactly("c1");
    }

    @Test
    void moreThanOnePageComesWholeAndInOrder() {
        customers(1, 2_500);
        till.push(insert("brands", "b1", "name", "Marca"));

        assertThat(ids(""))
                .hasSize(2_501)
                .doesNotHaveDuplicates()
                .startsWith("c1", "c2")
                .endsWith("c2500", "b1");
        assertThat(ids("?entities=customers")).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(ids("?entities=brands")).containsExactly("b1");
    }

    @Test
    void entitiesMayBeNamedByAliasAndAnUnknownOneIsRefusedAsInThePull() {
        till.push(insert("brands", "b1", "name", "Marca"), insert("customers", "c1", "name", "Ana"));

        assertThat(ids("?entities=Customer")).containsExactly("c1");
        assertThat(ids("?entities=customers,brands")).containsExactlyInAnyOrder("b1", "c1");
        Answer unknown = answer(tablet, "?entities=dragons");
        Answer pull = tablet.pullRaw("entities=dragons");
        assertThat(unknown.status()).isEqualTo(pull.status()).isEqualTo(400);
        assertThat(unknown.text()).isEqualTo(pull.text());
    }

    @Test
    void anotherBusinessSeesNothing() {
        customers(1, 3);
        TestDevice stranger = hub.business().device("stranger");

        assertThat(lines(stranger, "")).hasSize(1);
        assertThat(lines(stranger, "?entities=customers")).hasSize(1);
    }

    @Test
    void comesCompressedToWhoTakesIt() throws IOException {
        customers(1, 20);
        Answer answer = hub.get("/api/sync/snapshot")
                .key(tablet.apiKey())
                .header("Accept-Encoding", "gzip")
                .send();

        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text.lines()
                        .map(Json.mapper()::readTree)
                        .filter(l -> l.has("id"))
                        .toList())
                .isEqualTo(records(lines(tablet, "")));
    }

    @Test
    void aSlowDeviceHoldsNoConnectionAndMissesNothingThatIsWrittenMeanwhile() throws Exception {
        customers(1, 6_000); // 20 MB: more than the sockets hold
        Map<String, Long> replica = new HashMap<>();
        String cursor;
        try (Socket socket = slowly()) {
            BufferedReader stream =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 64);
            String first = untilRecord(stream);
            everyConnectionIsFree();
            till.push(
                    update("customers", "c1", "phone", "1"),
                    update("customers", "c5999", "phone", "1"),
                    delete("customers", "c2"),
                    delete("customers", "c6000"),
                    insert("customers", "c6001", "name", "new"),
                    insert("customers", "c2", "name", "back"),
                    delete("customers", "c5998"));
            cursor = replay(first, stream, replica);
        }
        Page page = tablet.pull("cursor=" + cursor);
        assertThat(page.ids()).containsExactlyInAnyOrder("c1", "c5999", "c2", "c6000", "c6001", "c5998");
        page.changes().forEach(change -> apply(replica, change.id(), change.version(), change.deleted()));

        Map<String, Long> fresh = new HashMap<>();
        records(lines(tablet, ""))
                .forEach(line ->
                        fresh.put(line.get("id").asString(), line.get("version").asLong()));
        assertThat(replica).hasSize(5_999).isEqualTo(fresh);
    }

    /** A request whose answer waits for its reader: the socket takes little at a time. */
    private Socket slowly() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8_192);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("localhost", hub.port()));
        OutputStream out = socket.getOutputStream();
        out.write(("GET /api/sync/snapshot HTTP/1.0\r\nX-API-Key: " + tablet.apiKey() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String untilRecord(BufferedReader stream) throws IOException {
        String line = stream.readLine();
        while (!line.startsWith("{")) {
            line = stream.readLine();
        }
        return line;
    }

    /** Takes the whole pool at once: it would wait in vain for one that the stream held. */
    private void everyConnectionIsFree() throws Exception {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < POOL; i++) {
                taken.add(tables.pool().getConnection());
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    private static String replay(String first, BufferedReader stream, Map<String, Long> replica) throws IOException {
        JsonNode line = Json.mapper().readTree(first);
        while (!line.has("cursor")) {
            apply(replica, line.get("id").asString(), line.get("version").asLong(), false);
            line = Json.mapper().readTree(stream.readLine());
        }
        return line.get("cursor").asString();
    }

    private static void apply(Map<String, Long> replica, String id, long version, boolean deleted) {
        if (deleted) {
            replica.remove(id);
        } else {
            replica.put(id, version);
        }
    }

    @Test
    void workForADeviceThatHungUpEndsWithThePageThatFailed() {
        customers(1, 2_500);
        List<Integer> pages = new ArrayList<>();

        assertThatThrownBy(() -> snapshot.read(BusinessId.of(business.id()), Set.of(), page -> {
                    pages.add(page.size());
                    throw new UncheckedIOException(new IOException("gone"));
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(pages).containsExactly(1_000);
    }

    @Test
    void aDeviceThatHangsUpLeavesTheHubAsItWas() throws Exception {
        customers(1, 6_000);
        for (int i = 0; i < POOL + 1; i++) {
            try (Socket socket = slowly()) {
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }

        everyConnectionIsFree();
        assertThat(lines(tablet, "")).hasSize(6_001);
    }
}
