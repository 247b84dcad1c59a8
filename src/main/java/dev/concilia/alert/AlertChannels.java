package dev.concilia.alert;

import dev.concilia.audit.AuditLog;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Whom a business tells of its alerts. */
@Service
public class AlertChannels {
    /** Channels of a business. */
    public static final int MOST = 20;

    private final Tenants tenants;
    private final Businesses businesses;
    private final ChannelRows rows;
    private final Carriers carriers;
    private final ChannelDraft drafts;
    private final AuditLog audit;
    private final Ids ids;
    private final Secrets secrets;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AlertChannels(
            Tenants tenants,
            Businesses businesses,
            ChannelRows rows,
            Carriers carriers,
            ChannelDraft drafts,
            AuditLog audit,
            Ids ids,
            Secrets secrets,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.businesses = businesses;
        this.rows = rows;
        this.carriers = carriers;
        this.drafts = drafts;
        this.audit = audit;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
        this.events = events;
    }

    /** A channel that was just made; the secret of a webhook, at the only moment that it is shown. */
    public record Created(UUID id, @Nullable String secret) {
        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    /** By name. */
    public List<Channel> list(BusinessId business) {
        return tenants.read(business, () -> rows.list(business));
    }

    public Optional<Channel> find(BusinessId business, UUID id) {
        return tenants.read(business, () -> rows.find(business, id));
    }

    /** Throws {@code VALIDATION_FAILED} that names {@code name} or {@code target}; the latter also when there are too many. */
    public Created create(BusinessId business, UserId by, Channel.Draft draft) {
        Channel.Draft checked = drafts.checked(draft);
        UUID id = ids.next();
        String secret =
                draft.type() == Channel.Type.WEBHOOK ? secrets.issue("cw").text() : null;
        tenants.run(business, () -> {
            if (rows.list(business).size() >= MOST) {
                throw Invalid.field("name", "at most " + MOST + " channels");
            }
            rows.insert(business, id, checked, secret, clock.instant());
            record(business, by, Deeds.ALERT_CHANNEL_CREATE, id, checked);
        });
        changed(business);
        return new Created(id, secret);
    }

    /**
     * Changes all but the type of a channel that is as in {@code old}. Throws as {@link #create} does, {@code NOT_FOUND},
     * and {@code VERSION_CONFLICT} if it is otherwise by now.
     */
    public void change(BusinessId business, UserId by, UUID id, Channel.Draft old, Channel.Draft draft) {
        Channel.Draft checked = drafts.checked(draft);
        tenants.run(business, () -> {
            if (!rows.change(business, id, old, checked)) {
                known(rows.find(business, id).isPresent());
                throw new ProblemException(ProblemCode.VERSION_CONFLICT);
            }
            record(business, by, Deeds.ALERT_CHANNEL_CHANGE, id, checked);
        });
        changed(business);
    }

    /** Another secret for a webhook; the old one signs nothing from now on. Throws {@code NOT_FOUND}. */
    public Created newSecret(BusinessId business, UserId by, UUID id) {
        String secret = secrets.issue("cw").text();
        tenants.run(business, () -> {
            known(rows.resecret(business, id, secret));
            audit.record(business, "user:" + by, Deeds.ALERT_CHANNEL_SECRET, id.toString(), Map.of());
        });
        return new Created(id, secret);
    }

    /** Ends a channel and what it was still to be told. Throws {@code NOT_FOUND}. */
    public void delete(BusinessId business, UserId by, UUID id) {
        tenants.run(business, () -> {
            known(rows.delete(business, id));
            audit.record(business, "user:" + by, Deeds.ALERT_CHANNEL_DELETE, id.toString(), Map.of());
        });
        changed(business);
    }

    /** Sends a test message and waits for it: empty if it got through, else why not. Throws {@code NOT_FOUND}. */
    public Optional<DeliveryFailure> test(BusinessId business, UserId by, UUID id) {
        Business whole = businesses.get(business);
        Channel channel = find(business, id).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        Optional<DeliveryFailure> failure = carriers.test(whole, channel, ids.next());
        tenants.run(business, () -> {
            failure.ifPresentOrElse(
                    reason -> rows.failed(business, id, reason, clock.instant()),
                    () -> rows.sent(business, id, clock.instant()));
            String result = failure.map(reason -> reason.reason().name()).orElse("SENT");
            audit.record(business, "user:" + by, Deeds.ALERT_CHANNEL_TEST, id.toString(), Map.of("result", result));
        });
        changed(business);
        return failure;
    }

    private static void known(boolean found) {
        if (!found) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
    }

    private void record(BusinessId business, UserId by, String action, UUID id, Channel.Draft draft) {
        audit.record(
                business,
                "user:" + by,
                action,
                id.toString(),
                Map.of(
                        "type", draft.type().name(),
                        "name", draft.name(),
                        "target", ChannelDraft.shown(draft),
                        "minSeverity", draft.minSeverity().name(),
                        "enabled", Boolean.toString(draft.enabled())));
    }

    private void changed(BusinessId business) {
        events.publishEvent(new AlertsChanged(business, false));
    }
}
