package dev.concilia.realtime;

import dev.concilia.device.Devices;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.HintFeed;
import dev.concilia.sync.HintFeed.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/events?terminalId=&seconds=}: the hints as server-sent events. The id of each is a cursor, so {@code
 * Last-Event-ID} takes up where the client was, and a pull goes on from it, too. {@code resync} says that the feed does not go
 * on from there.
 */
@RestController
class EventsController {
    private static final Logger log = LoggerFactory.getLogger(EventsController.class);
    private static final int LONGEST_SECONDS = 3_600;
    private static final int MOST_PAGES = 20;

    private final Door door;
    private final Devices devices;
    private final Audiences audiences;
    private final HintFeed feed;
    private final RealtimeSettings settings;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventsController(Door door, Devices devices, Audiences audiences, HintFeed feed, RealtimeSettings settings) {
        this.door = door;
        this.devices = devices;
        this.audiences = audiences;
        this.feed = feed;
        this.settings = settings;
    }

    @GetMapping("/api/events")
    void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int seconds = request.getMethod().equals("HEAD") ? 0 : seconds(request);
        EventStream stream = new EventStream(pass(request), settings.queue());
        if (closed || streams.size() >= settings.streams()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE);
        }
        if (streams.stream().filter(stream::isOfSameKey).count() >= settings.streamsPerCaller()) {
            throw new ProblemException(ProblemCode.RATE_LIMITED);
        }
        streams.add(stream);
        try {
            Place now = audiences.join(stream);
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // else a proxy may hold events back
            OutputStream out = response.getOutputStream();
            send(out, "retry: 3000\n\n");
            stream.startAfter(now);
            catchUp(out, stream, request.getHeader("Last-Event-ID"), now);
            send(out, EventStream.text("ready", now.cursor(now.seq()), "{}"));
            stream.write(
                    out,
                    settings.heartbeat(),
                    System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
        } catch (IOException e) {
            log.debug("A listener hung up: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            audiences.leave(stream);
            streams.remove(stream);
        }
    }

    /** The chain before this has let the key in; between the two it may have been revoked. */
    private Pass pass(HttpServletRequest request) {
        Pass pass = door.forKeyOrToken(presented(request))
                .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_API_KEY));
        String name = request.getParameter("terminalId");
        if (pass.device() != null || pass.key() == null || name == null || name.isBlank()) {
            return pass;
        }
        return new Pass(pass.business(), devices.known(pass.business(), name).orElse(null), pass.key(), pass.hash());
    }

    private static String presented(HttpServletRequest request) {
        String key = request.getHeader("X-API-Key");
        if (key != null) {
            return key.strip();
        }
        String authorization = request.getHeader("Authorization");
        return authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? ""
                : authorization.substring(7).strip();
    }

    private static int seconds(HttpServletRequest request) {
        String text = request.getParameter("seconds");
        try {
            int seconds = text == null ? LONGEST_SECONDS : Integer.parseInt(text);
            if (seconds >= 0 && seconds <= LONGEST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw new ProblemException(ProblemCode.INVALID_PARAMETER, "seconds");
    }

    /** Tells what happened since the client's last event; what happens meanwhile waits in the stream's queue. */
    private void catchUp(OutputStream out, EventStream stream, @Nullable String lastEvent, Place now)
            throws IOException {
        if (lastEvent == null || lastEvent.isBlank()) {
            return;
        }
        Optional<Place> place = feed.place(stream.pass().business(), lastEvent.strip());
        for (int pages = 0; place.isPresent() && pages < MOST_PAGES; pages++) {
            HintFeed.Page page = feed.after(place.get());
            StringBuilder text = new StringBuilder();
            News.of(page, settings.details()).stream()
                    .filter(news -> news.isFor(stream.pass().device()))
                    .forEach(news -> text.append(EventStream.text(news, page.next())));
            send(out, text.toString());
            stream.startAfter(page.next());
            if (!page.more()) {
                return;
            }
            place = Optional.of(page.next());
        }
        send(out, EventStream.text("resync", now.cursor(now.seq()), "{}"));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A stream never ends by itself, and the server would wait for it. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        streams.forEach(EventStream::dismiss);
    }
}
