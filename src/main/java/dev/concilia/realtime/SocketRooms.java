package dev.concilia.realtime;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import dev.concilia.device.Devices;
import dev.concilia.device.WrongKeys.Verdict;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The namespaces. Whoever comes to {@code /sync} shows a key or is refused; in the default namespace a key may also come
 * later, with {@code terminal:register}. Events go to those whose key was found valid, one by one, never to a room of the
 * library's: the library lets everybody into its default room.
 */
@Component
class SocketRooms {
    private static final String REFUSAL = "Invalid API Key";
    private static final String TOO_MANY = "Too many wrong API keys from this address. Try again in a minute.";
    private static final long STRANGERS_MAY_STAY = TimeUnit.SECONDS.toNanos(30);

    private final Door door;
    private final Devices devices;
    private final Audiences audiences;
    private final TerminalDesk desk;
    private final RealtimeSettings settings;
    private final ConcurrentMap<Seat, SocketListener> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<UUID, Stranger> strangers = new ConcurrentHashMap<>();

    SocketRooms(Door door, Devices devices, Audiences audiences, TerminalDesk desk, RealtimeSettings settings) {
        this.door = door;
        this.devices = devices;
        this.audiences = audiences;
        this.desk = desk;
        this.settings = settings;
    }

    /** A client may sit in both namespaces by one connection. */
    private record Seat(UUID session, String event) {}

    private record Stranger(SocketIOClient client, long since) {}

    void open(SocketIOServer server) {
        SocketIONamespace terminals = server.getNamespace("");
        terminals.addAuthTokenListener((auth, client) -> admit(client, auth, News.UPDATE));
        terminals.addEventListener("terminal:register", Object.class, this::register);
        terminals.addEventListener("sync:ack", Object.class, (client, data, ack) -> acknowledged(client));
        terminals.addConnectListener(this::arrived);
        terminals.addDisconnectListener(client -> left(client, News.UPDATE));
        SocketIONamespace backEnds = server.addNamespace("/sync");
        backEnds.addAuthTokenListener((auth, client) -> admit(client, auth, News.ORDER));
        backEnds.addDisconnectListener(client -> left(client, News.ORDER));
    }

    /** Every connection, before it has said what it wants. */
    private void arrived(SocketIOClient client) {
        strangers.putIfAbsent(client.getSessionId(), new Stranger(client, System.nanoTime()));
    }

    private AuthTokenResult admit(SocketIOClient client, Object auth, String event) {
        Map<?, ?> said = auth instanceof Map<?, ?> map ? map : Map.of();
        String key = key(said, client);
        if (key == null && event.equals(News.UPDATE)) {
            return AuthTokenResult.AuthTokenResultSuccess; // it hears nothing until it registers with a key
        }
        String refusal = key == null ? REFUSAL : refusal(client, key, said, event);
        return refusal == null
                ? AuthTokenResult.AuthTokenResultSuccess
                : new AuthTokenResult(false, Map.of("message", refusal));
    }

    /** Gives a client with a valid key its seat; else why not. */
    private @Nullable String refusal(SocketIOClient client, String key, Map<?, ?> said, String event) {
        try {
            return switch (door.forKey(Loopback.addressOf(client.getHandshakeData()), key)) {
                case Verdict.Known<Pass>(Pass valid) -> {
                    seat(
                            new SocketListener(client, named(valid, said), event, settings.queue()),
                            new Seat(client.getSessionId(), event));
                    yield null;
                }
                case Verdict.Wrong<Pass> wrong -> REFUSAL;
                case Verdict.TooMany<Pass> many -> TOO_MANY;
            };
        } catch (DataAccessException | TransactionException e) {
            return REFUSAL;
        }
    }

    private void seat(SocketListener listener, Seat seat) {
        audiences.join(listener);
        SocketListener before = known.put(seat, listener);
        if (before != null) {
            audiences.leave(before);
        }
        strangers.remove(seat.session());
    }

    /** On a business key the machine may say which one it is, so that it is not told of its own changes. */
    private Pass named(Pass pass, Map<?, ?> said) {
        Object name = said.containsKey("terminalId") ? said.get("terminalId") : said.get("machineId");
        if (pass.device() != null || !(name instanceof String text)) {
            return pass;
        }
        try {
            DeviceId device = devices.known(pass.business(), text).orElse(null);
            return new Pass(pass.business(), device, pass.key(), pass.hash());
        } catch (ProblemException e) {
            return pass; // not a name
        }
    }

    private static @Nullable String key(Map<?, ?> said, SocketIOClient client) {
        for (String name : new String[] {"apiKey", "X-API-Key", "x-api-key", "token"}) {
            if (said.get(name) instanceof String key && !key.isBlank()) {
                return key.strip();
            }
        }
        HttpHeaders headers = client.getHandshakeData().getHttpHeaders();
        String key = headers.get("X-API-Key");
        if (key != null) {
            return key.strip();
        }
        String authorization = headers.get("Authorization");
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer ? authorization.substring(7).strip() : null;
    }

    private void register(SocketIOClient client, @Nullable Object data, AckRequest ack) {
        Map<?, ?> said = data instanceof Map<?, ?> map ? map : Map.of();
        Thread.ofVirtual().name("realtime-register").start(() -> {
            Seat seat = new Seat(client.getSessionId(), News.UPDATE);
            String key = key(said, client);
            String refusal = REFUSAL;
            if (!known.containsKey(seat) && key != null) {
                refusal = refusal(client, key, said, News.UPDATE);
            }
            SocketListener listener = known.get(seat);
            Map<String, Object> answer = listener == null
                    ? Map.of("success", false, "error", "INVALID_API_KEY", "message", String.valueOf(refusal))
                    : desk.register(listener, said.get("terminalId"));
            if (ack.isAckRequested()) {
                ack.sendAckData(answer);
            }
        });
    }

    private void acknowledged(SocketIOClient client) {
        SocketListener listener = known.get(new Seat(client.getSessionId(), News.UPDATE));
        if (listener != null) {
            desk.heardOf(listener);
        }
    }

    private void left(SocketIOClient client, String event) {
        leave(new Seat(client.getSessionId(), event));
        if (event.equals(News.UPDATE)) {
            strangers.remove(client.getSessionId());
        }
    }

    private void leave(Seat seat) {
        SocketListener listener = known.remove(seat);
        if (listener != null) {
            audiences.leave(listener);
        }
    }

    /** Whoever shows no key in time has no reason to stay; the others are there. */
    @Scheduled(fixedDelay = 10_000)
    void sweep() {
        long now = System.nanoTime();
        strangers.forEach((session, stranger) -> {
            if (now - stranger.since() > STRANGERS_MAY_STAY) {
                strangers.remove(session);
                stranger.client().disconnect();
            }
        });
        known.forEach((seat, listener) -> {
            if (listener.isGone(now)) {
                leave(seat); // it went while its key was being judged, when it had no seat to give up
            } else {
                desk.heardOf(listener);
            }
        });
    }
}
