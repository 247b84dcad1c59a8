package dev.concilia.realtime;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.Transport;
import dev.concilia.sync.HintFeed.Place;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A socket.io client in one namespace, whose key is valid. */
final class SocketListener implements Listener {
    private static final long ARRIVING = TimeUnit.SECONDS.toNanos(10);

    private final SocketIOClient client;
    private final String event;
    private final int patience;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Pass pass;
    private volatile @Nullable String terminal;

    private final long since = System.nanoTime();

    /**
     * @param event the news that its namespace tells
     * @param patience how many events may wait for it
     */
    SocketListener(SocketIOClient client, Pass pass, String event, int patience) {
        this.client = client;
        this.pass = pass;
        this.event = event;
        this.patience = patience;
    }

    /** Whether the library has forgotten it; one that is just arriving is not known there yet. */
    boolean isGone(long now) {
        return now - since > ARRIVING && client.getNamespace().getClient(client.getSessionId()) == null;
    }

    @Override
    public Pass pass() {
        return pass;
    }

    /** It has said which terminal it is, in its own words. */
    void register(Pass asTerminal, String name) {
        pass = asTerminal;
        terminal = name;
    }

    /** What it calls itself, once it is registered. */
    @Nullable
    String terminal() {
        return terminal;
    }

    @Override
    public void hear(List<News> news, Place place) {
        for (News one : news) {
            if (one.event().equals(event) && one.isFor(pass.device())) {
                send(one.event(), one.data());
            }
        }
    }

    /** A client that takes nothing is not waited for: it is dropped, and converges by pulling. */
    void send(String name, Map<String, Object> data) {
        boolean flows = client.getTransport() == Transport.WEBSOCKET ? client.isWritable() : client.isChannelOpen();
        if ((flows ? zero() : waiting.incrementAndGet()) > patience) {
            dismiss();
        } else {
            client.sendEvent(name, data);
        }
    }

    private int zero() {
        waiting.set(0);
        return 0;
    }

    @Override
    public void dismiss() {
        client.disconnect();
    }
}
