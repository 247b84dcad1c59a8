package dev.concilia.realtime;

import dev.concilia.alert.AlertsChanged;
import dev.concilia.business.MembersChanged;
import dev.concilia.device.DevicesChanged;
import dev.concilia.device.KeysChanged;
import dev.concilia.device.TriggersRequested;
import dev.concilia.kernel.BusinessId;
import dev.concilia.realtime.NodeNote.Kind;
import dev.concilia.sync.ChangesCommitted;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the other nodes what happened on this one, after it has committed. NOTIFY lets transactions commit one at a time, so
 * it is never part of a push: what is to be said is gathered for a few milliseconds, at most one note per business and kind,
 * and said in one statement, which does not wait for the disk.
 */
@Component
class NodeVoice {
    private static final Logger log = LoggerFactory.getLogger(NodeVoice.class);
    private static final int PAUSE_AFTER_FAILURE = 1_000;

    private static final String SAY = """
            SELECT set_config('synchronous_commit', 'off', true), pg_notify(:channel, note)
            FROM unnest(:notes::text[]) AS n (note)
            """;

    private final JdbcClient jdbc;
    private final NodeName name;
    private final RealtimeSettings settings;
    private final Repeated saying = new Repeated("realtime-voice", this::say);
    private final Object gate = new Object();
    private Map<About, NodeNote> gathered = new HashMap<>();

    NodeVoice(JdbcClient jdbc, NodeName name, RealtimeSettings settings) {
        this.jdbc = jdbc;
        this.name = name;
        this.settings = settings;
    }

    private record About(Kind kind, BusinessId business) {}

    @EventListener
    void on(ChangesCommitted event) {
        if (!event.elsewhere()) {
            add(new NodeNote(Kind.CHANGES, name.value(), event.business(), event.seq(), event.priority()));
        }
    }

    @EventListener
    void on(DevicesChanged event) {
        if (!event.elsewhere()) {
            add(new NodeNote(Kind.DEVICES, name.value(), event.business(), 0, 0));
        }
    }

    @EventListener
    void on(KeysChanged event) {
        if (!event.elsewhere()) {
            add(new NodeNote(Kind.KEYS, name.value(), event.business(), 0, 0));
        }
    }

    @EventListener
    void on(MembersChanged event) {
        if (!event.elsewhere()) {
            add(new NodeNote(Kind.MEMBERS, name.value(), event.business(), 0, 0));
        }
    }

    @EventListener
    void on(TriggersRequested event) {
        if (!event.elsewhere()) {
            add(new NodeNote(Kind.TRIGGERS, name.value(), event.business(), 0, 0));
        }
    }

    @EventListener
    void on(AlertsChanged event) {
        if (!event.elsewhere()) {
            add(new NodeNote(Kind.ALERTS, name.value(), event.business(), 0, 0));
        }
    }

    private void add(NodeNote note) {
        synchronized (gate) {
            gathered.merge(new About(note.kind(), note.business()), note, NodeNote::with);
        }
        saying.soon();
    }

    private void say() throws InterruptedException {
        Thread.sleep(settings.gather());
        Map<About, NodeNote> taken;
        synchronized (gate) {
            taken = gathered;
            gathered = new HashMap<>();
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            jdbc.sql(SAY)
                    .param("channel", NodeNote.CHANNEL)
                    .param("notes", taken.values().stream().map(NodeNote::text).toArray(String[]::new))
                    .query()
                    .listOfRows();
        } catch (DataAccessException e) {
            log.debug("The other nodes were not told yet: {}", e.getMessage());
            taken.values().forEach(this::add);
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }
}
