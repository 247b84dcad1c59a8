package dev.concilia.sync.reconcile;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The comparisons that were kept, for people: newest first, one with its device's later ones, and how devices fared. */
@Service
public class RunHistory {
    private static final int MOST_DEVICES = 5;

    private final Tenants tenants;
    private final RunRows rows;
    private final BucketRows buckets;

    RunHistory(Tenants tenants, RunRows rows, BucketRows buckets) {
        this.tenants = tenants;
        this.rows = rows;
        this.buckets = buckets;
    }

    /**
     * One comparison.
     *
     * @param machine what the caller called itself
     */
    public record Kept(
            long id,
            @Nullable DeviceId device,
            @Nullable String machine,
            boolean consistent,
            List<Mismatch> mismatches,
            Instant at) {}

    /**
     * Which comparisons; null is all.
     *
     * @param to those before this moment
     */
    public record Filter(
            @Nullable DeviceId device,
            boolean onlyInconsistent,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Comparisons from before number {@code before}, newest first. */
    public List<Kept> list(BusinessId business, Filter filter, long before, int limit) {
        return tenants.read(business, () -> rows.list(business, filter, before, limit));
    }

    /** One comparison; empty also for those of other businesses. */
    public Optional<Kept> find(BusinessId business, long id) {
        return tenants.read(business, () -> rows.find(business, id));
    }

    /**
     * What came after a comparison of a device.
     *
     * @param latest the device's newest comparison, if there was one since
     * @param agreed the first one since in which both sides agreed
     */
    public record Later(@Nullable Kept latest, @Nullable Kept agreed) {}

    /** What came after {@code run}; nothing is known of a caller that is no device. */
    public Later after(BusinessId business, Kept run) {
        DeviceId device = run.device();
        if (device == null) {
            return new Later(null, null);
        }
        return tenants.read(
                business,
                () -> new Later(
                        rows.latest(business, device, run.id()).orElse(null),
                        rows.agreed(business, device, run.id()).orElse(null)));
    }

    /** How many of a device's comparisons in an hour agreed. */
    public record Share(Instant hour, long runs, long agreed) {}

    /** The hours since {@code since} of {@code device}; of none in particular: of those that differed most often, five at most. */
    public Map<DeviceId, List<Share>> shares(BusinessId business, @Nullable DeviceId device, Instant since) {
        return tenants.read(business, () -> {
            List<DeviceId> meant = device != null ? List.of(device) : rows.differedMost(business, since, MOST_DEVICES);
            return meant.isEmpty() ? Map.of() : rows.shares(business, meant, since);
        });
    }

    /** Where a device last said that it differs in an entity; empty if it never did. */
    public Optional<Buckets> buckets(BusinessId business, DeviceId device, String entity) {
        return tenants.read(business, () -> buckets.find(business, device, entity));
    }

    /** Records of the hub in these buckets. Reads through the entity: not for a page's own thread. */
    public List<Buckets.Candidate> records(BusinessId business, String entity, List<String> differing, int limit) {
        return tenants.read(business, () -> buckets.records(business, entity, differing, limit));
    }
}
