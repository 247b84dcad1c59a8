package dev.concilia.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.HintFeed.Place;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventStreamTest {
    private static final int CAPACITY = 3;

    private final BusinessId business = new BusinessId(UUID.randomUUID());
    private final Pass pass = new Pass(business, null, null, new byte[32]);

    /** A client's end of the line: it takes nothing until it is told to read. */
    private static final class Wire extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final CountDownLatch written = new CountDownLatch(1);
        private final CountDownLatch reading;

        Wire(boolean reads) {
            reading = new CountDownLatch(reads ? 0 : 1);
        }

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes) {
            written.countDown();
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (this) {
                taken.writeBytes(bytes);
                notifyAll();
            }
        }

        synchronized String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }

        synchronized void await(String text) throws InterruptedException {
            while (!text().contains(text)) {
                wait();
            }
        }
    }

    private static CompletableFuture<Void> writing(EventStream stream, Wire wire) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                stream.write(wire, Duration.ofSeconds(20), System.nanoTime() + TimeUnit.SECONDS.toNanos(25));
                end.complete(null);
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    @Test
    void aListenerThatDoesNotReadIsDroppedAndTheOthersGoOn() throws Exception {
        EventStream slow = new EventStream(pass, CAPACITY);
        EventStream other = new EventStream(pass, CAPACITY);
        Wire stuck = new Wire(false);
        Wire flowing = new Wire(true);
        CompletableFuture<Void> dropped = writing(slow, stuck);
        CompletableFuture<Void> going = writing(other, flowing);
        for (int i = 1; i <= CAPACITY + 2; i++) {
            List<News> news = List.of(new News(News.ORDER, Map.of("orderId", "o" + i), i, null));
            Place place = new Place(business, UUID.randomUUID(), i, Instant.now());
            slow.hear(news, place);
            other.hear(news, place);
            stuck.written.await(); // the first is on its way, the next ones wait behind it
            flowing.await("\"o" + i + "\"");
        }
        stuck.reading.countDown();
        dropped.get();

        assertThat(stuck.text()).contains("\"o1\"").doesNotContain("\"o" + (CAPACITY + 2) + "\"");
        assertThat(going).isNotDone();
        other.dismiss();
        going.get();
    }
}
