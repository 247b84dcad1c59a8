package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.Screening.Fit;
import dev.concilia.sync.Screening.Screened;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Gathers what a batch has to know: one statement per kind of thing, however large the batch. */
@Component
class BatchLoader {
    private final BatchReads reads;

    BatchLoader(BatchReads reads) {
        this.reads = reads;
    }

    BatchState.Loaded load(Caller caller, List<Screened> screened, Profile profile, Instant now) {
        List<Fit> fits = screened.stream()
                .filter(Fit.class::isInstance)
                .map(Fit.class::cast)
                .toList();
        Set<String> operationIds = new LinkedHashSet<>();
        Set<RecordKey> keys = new LinkedHashSet<>();
        for (Fit fit : fits) {
            operationIds.add(fit.operation().operationId());
            keys.add(fit.key());
            keys.addAll(Screening.references(fit));
        }
        Map<String, BatchState.Known> known = reads.operations(caller.business(), operationIds);
        Map<RecordKey, RecordState> records = reads.records(caller.business(), keys);
        Map<RecordKey, Long> stale = staleBases(fits, known, records);
        Map<RecordKey, BaseValues> history = stale.isEmpty() ? new HashMap<>() : reads.history(caller, stale, records);
        Lookups lookups = lookups(caller.business(), Lookups.NONE, wanted(fits, records, profile, now));
        return new BatchState.Loaded(records, known, history, lookups);
    }

    /** As {@code loaded}, and what was missing in it. */
    BatchState.Loaded more(Caller caller, BatchState.Loaded loaded, Lookups.Wanted missing) {
        return new BatchState.Loaded(
                loaded.records(),
                loaded.operations(),
                loaded.history(),
                lookups(caller.business(), loaded.lookups(), missing));
    }

    private static Lookups.Wanted wanted(
            List<Fit> fits, Map<RecordKey, RecordState> records, Profile profile, Instant now) {
        Set<String> claims = new HashSet<>();
        Set<String> products = new HashSet<>();
        for (Fit fit : fits) {
            RuleBook.wants(fit, records.get(fit.key()), now, profile).forEach(wanted -> {
                claims.addAll(wanted.claims());
                products.addAll(wanted.products());
            });
        }
        return new Lookups.Wanted(claims, products);
    }

    private Lookups lookups(BusinessId business, Lookups known, Lookups.Wanted wanted) {
        Map<String, RecordKey> holders = new HashMap<>(known.holders());
        Map<String, List<RecordState>> stock = new HashMap<>(known.stock());
        if (!wanted.claims().isEmpty()) {
            holders.putAll(reads.holders(business, wanted.claims()));
        }
        if (!wanted.products().isEmpty()) {
            stock.putAll(reads.stock(business, wanted.products()));
        }
        return new Lookups(holders, stock, known.asked().and(wanted));
    }

    /** The records whose past is needed, with the oldest version that is. */
    private static Map<RecordKey, Long> staleBases(
            List<Fit> fits, Map<String, BatchState.Known> known, Map<RecordKey, RecordState> records) {
        Map<RecordKey, Long> bases = new LinkedHashMap<>();
        for (Fit fit : fits) {
            Long base = fit.operation().baseVersion();
            RecordState record = records.get(fit.key());
            if (base != null
                    && record != null
                    && base < record.version()
                    && !known.containsKey(fit.operation().operationId())) {
                bases.merge(fit.key(), Math.max(base, 0), Math::min);
            }
        }
        return bases;
    }
}
