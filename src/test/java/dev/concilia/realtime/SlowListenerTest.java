package dev.concilia.realtime;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.EdgeHub;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client of {@code GET /api/events} that takes nothing, over a real connection. */
@HubTest
@Timeout(60)
class SlowListenerTest {
    /** An event each, and together more than the network's own buffers take in. */
    private static final int BURST = 100;

    private static final int MOST_BURSTS = 400;

    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice slow;
    private final TestDevice quick;

    SlowListenerTest(Hub shared, Tables tables) {
        this.hub = EdgeHub.beside(tables).hub();
        this.business = shared.business();
        this.till = device("till");
        this.slow = device("slow");
        this.quick = device("quick");
    }

    private TestDevice device(String name) {
        return new TestDevice(hub, "", business.device(name).apiKey());
    }

    /** A stream of which nothing is read until {@link #read}; hardly anything fits into its socket. */
    private final class Stream implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader lines;
        private String last = "";

        Stream(TestDevice device) throws IOException {
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout(10_000); // a test that fails must end
            socket.connect(new InetSocketAddress("127.0.0.1", hub.port()));
            String request = "GET /api/events HTTP/1.0\r\nX-API-Key: " + device.apiKey() + "\r\n\r\n"; // not chunked
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Whether it was let in. */
        boolean isOpen() throws IOException {
            return lines.readLine().contains(" 200");
        }

        void await(String text) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.contains(text)) {
                line = lines.readLine();
            }
            assertThat(line).as("the stream ended before " + text).isNotNull();
        }

        /** All ids that come until the hub ends the stream, in whole events. */
        Set<String> drain() throws IOException {
            Set<String> ids = new HashSet<>();
            String cursor = "";
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        cursor = line.substring(4);
                    } else if (line.startsWith("data: ") && line.endsWith("}")) {
                        ids.addAll(idOf(line));
                        last = cursor;
                    }
                }
            } catch (SocketException e) {
                // ended hard
            }
            return ids;
        }

        private List<String> idOf(String line) {
            int start = line.indexOf("\"id\":\"");
            return start < 0 ? List.of() : List.of(line.substring(start + 6, line.indexOf('"', start + 6)));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void isDroppedWhileOthersGoOnAndGoesOnFromItsLastEvent() throws Exception {
        Set<String> pushed = new TreeSet<>();
        try (Stream stuck = new Stream(slow);
                Stream flowing = new Stream(quick)) {
            assertThat(stuck.isOpen()).isTrue();
            flowing.await("event: ready");
            assertThat(isFull()).as("both places are taken").isTrue();
            for (int burst = 0; isFull(); burst++) {
                assertThat(burst).as("bursts that one place held").isLessThan(MOST_BURSTS);
                pushed.addAll(push(burst));
                flowing.await("\"id\":\"" + id(burst, BURST - 1));
            }
            pushed.addAll(push(MOST_BURSTS));
            flowing.await("\"id\":\"" + id(MOST_BURSTS, BURST - 1));

            Set<String> heard = stuck.drain();
            assertThat(heard).hasSizeLessThan(pushed.size()).isSubsetOf(pushed);
            assertThat(stuck.last).isNotEmpty();
            Set<String> all = new TreeSet<>(heard);
            String cursor = stuck.last;
            for (boolean more = true; more; ) {
                Page page = slow.pull("limit=500&cursor=" + cursor);
                all.addAll(page.ids());
                cursor = page.cursor();
                more = page.hasMore();
            }
            assertThat(all).isEqualTo(pushed);
        }
    }

    /** Whether nobody else gets a place. */
    private boolean isFull() {
        return hub.get("/api/events?seconds=0").key(till.apiKey()).send().status() == 503;
    }

    private List<String> push(int burst) {
        List<Op> changes = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            ids.add(id(burst, i));
            changes.add(insert("brands", id(burst, i), "name", "B"));
        }
        assertThat(till.pushAll(changes).results())
                .allMatch(result -> result.outcome().equals("applied"));
        return ids;
    }

    private static String id(int burst, int number) {
        return "b" + burst + "-" + number + "-" + "x".repeat(40);
    }
}
