package dev.concilia.realtime;

import dev.concilia.kernel.Json;
import dev.concilia.sync.HintFeed.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events: who tells puts into a bounded queue, the request's own (virtual) thread writes. A client
 * that reads so slowly that the queue runs full is dropped; it comes back and goes on from its last event.
 */
final class EventStream implements Listener {
    private static final String ALIVE = ": alive\n\n";

    private final Pass pass;
    private final BlockingQueue<Waiting> queue;
    private volatile boolean over;
    private volatile long from; // up to there the client knows

    EventStream(Pass pass, int capacity) {
        this.pass = pass;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    private record Waiting(long seq, String text) {}

    boolean isOfSameKey(EventStream other) {
        return Arrays.equals(pass.hash(), other.pass.hash());
    }

    @Override
    public Pass pass() {
        return pass;
    }

    /** What happened up to {@code place} is told already, or need not be. */
    void startAfter(Place place) {
        from = place.seq();
    }

    @Override
    public void hear(List<News> news, Place place) {
        for (News one : news) {
            if (one.isFor(pass.device()) && !queue.offer(new Waiting(one.seq(), text(one, place)))) {
                over = true;
                return;
            }
        }
    }

    @Override
    public void dismiss() {
        over = true;
        queue.offer(new Waiting(Long.MAX_VALUE, ALIVE)); // wakes the writer; a full queue needs no waking
    }

    /** Writes until the client is gone, dismissed or too slow, or {@code until} (of {@link System#nanoTime}). */
    void write(OutputStream out, Duration heartbeat, long until) throws IOException, InterruptedException {
        while (!over && System.nanoTime() < until) {
            long wait = Math.min(heartbeat.toNanos(), until - System.nanoTime());
            @Nullable Waiting next = queue.poll(wait, TimeUnit.NANOSECONDS);
            if (over) {
                return;
            }
            StringBuilder text = new StringBuilder(next == null ? ALIVE : "");
            for (; next != null; next = queue.poll()) {
                text.append(next.seq() > from ? next.text() : "");
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    static String text(News news, Place place) {
        return text(news.event(), place.cursor(news.seq()), Json.mapper().writeValueAsString(news.data()));
    }

    static String text(String event, String id, String data) {
        return "id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n";
    }
}
