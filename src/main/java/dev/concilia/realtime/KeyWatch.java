package dev.concilia.realtime;

import dev.concilia.business.MembersChanged;
import dev.concilia.device.KeysChanged;
import dev.concilia.kernel.BusinessId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Dismisses listeners whose key was revoked, at once, and those whose key or token ended in another way, soon. */
@Component
class KeyWatch {
    private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);

    private final Audiences audiences;
    private final Door door;
    private final Set<BusinessId> suspects = ConcurrentHashMap.newKeySet();
    private final Repeated judging = new Repeated("realtime-keys", this::judge);

    KeyWatch(Audiences audiences, Door door) {
        this.audiences = audiences;
        this.door = door;
    }

    @EventListener
    void on(KeysChanged event) {
        suspects.add(event.business());
        judging.soon();
    }

    /** Access tokens of members who were taken out listen, too. */
    @EventListener
    void on(MembersChanged event) {
        suspects.add(event.business());
        judging.soon();
    }

    @Scheduled(fixedDelay = 15_000)
    void everybody() {
        suspects.addAll(audiences.businesses());
        if (!suspects.isEmpty()) {
            judging.soon();
        }
    }

    private void judge() {
        for (BusinessId business : List.copyOf(suspects)) {
            suspects.remove(business);
            try {
                judge(business);
            } catch (DataAccessException | TransactionException e) {
                log.warn("The keys of listeners could not be judged, trying again: {}", e.getMessage());
                suspects.add(business); // the next round takes it up
            }
        }
    }

    /** Each key once, however many came with it. */
    private void judge(BusinessId business) {
        Map<ByteBuffer, Boolean> open = new HashMap<>();
        audiences.of(business).forEach(listener -> {
            Pass pass = listener.pass();
            if (!open.computeIfAbsent(ByteBuffer.wrap(pass.hash()), hash -> door.stillOpenTo(pass))) {
                listener.dismiss();
            }
        });
    }
}
