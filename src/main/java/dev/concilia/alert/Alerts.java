package dev.concilia.alert;

import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The alerts of a business: listed, counted, acknowledged. They are raised and recover by themselves. */
@Service
public class Alerts {
    /** Characters. */
    public static final int LONGEST_NOTE = 2_000;

    private final Tenants tenants;
    private final AlertLists rows;
    private final AuditLog audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Alerts(Tenants tenants, AlertLists rows, AuditLog audit, Clock clock, ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /** Which alerts; null: all. */
    public record Filter(
            Alert.@Nullable State state, @Nullable AlertKind kind) {}

    /** Newest first; {@code before}: the last id of the page before. */
    public List<Alert> list(BusinessId business, Filter filter, @Nullable UUID before, int limit) {
        return tenants.read(business, () -> rows.list(business, filter, before, limit));
    }

    /** How many are open and looked after by nobody. */
    public int countOpen(BusinessId business) {
        return tenants.read(business, () -> rows.countOpen(business));
    }

    /**
     * What is wrong at the moment.
     *
     * @param open how many nobody looks after
     * @param acknowledged how many somebody does
     * @param worst some of both: first what nobody looks after, urgent ones first, the newest of them first
     */
    public record Standing(int open, int acknowledged, List<Alert> worst) {
        public Standing {
            worst = List.copyOf(worst);
        }
    }

    /** How things stand, with {@code limit} alerts at most. */
    public Standing standing(BusinessId business, int limit) {
        return tenants.read(business, () -> rows.standing(business, limit));
    }

    public Optional<Alert> find(BusinessId business, UUID id) {
        return tenants.read(business, () -> rows.find(business, id));
    }

    /**
     * Somebody looks after it. What the first one said stands: a second time changes nothing. Throws {@code NOT_FOUND}, or
     * {@code VALIDATION_FAILED} for a note that is too long.
     */
    public Alert acknowledge(BusinessId business, UUID id, UserId by, @Nullable String note) {
        String said = note == null || note.isBlank() ? null : note.strip();
        if (said != null && (said.length() > LONGEST_NOTE || said.indexOf('\0') >= 0)) {
            throw Invalid.field("note", "at most " + LONGEST_NOTE + " characters");
        }
        boolean[] first = {false};
        Alert alert = tenants.write(business, () -> {
            first[0] = rows.acknowledge(business, id, by, said, clock.instant().truncatedTo(ChronoUnit.MICROS));
            Alert now = rows.find(business, id).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
            if (first[0]) {
                audit.record(
                        business,
                        "user:" + by,
                        Deeds.ALERT_ACKNOWLEDGE,
                        id.toString(),
                        said == null
                                ? Map.of("kind", now.kind().name())
                                : Map.of("kind", now.kind().name(), "note", said));
            }
            return now;
        });
        if (first[0]) {
            events.publishEvent(new AlertsChanged(business, false));
        }
        return alert;
    }
}
