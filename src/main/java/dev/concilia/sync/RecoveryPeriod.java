package dev.concilia.sync;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins a recovery, and knows how long it is open. */
@Component
class RecoveryPeriod {
    private final Businesses businesses;
    private final Tenants tenants;
    private final TransactionTemplate transaction;
    private final RecoveryRows rows;
    private final Duration length;
    private final Ids ids;
    private final Clock clock;

    RecoveryPeriod(
            Businesses businesses,
            Tenants tenants,
            PlatformTransactionManager transactions,
            RecoveryRows rows,
            SyncSettings settings,
            Ids ids,
            Clock clock) {
        this.businesses = businesses;
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
        this.rows = rows;
        this.length = settings.recoveryWindow();
        this.ids = ids;
        this.clock = clock;
    }

    UUID begin(@Nullable Instant backupTaken) {
        UUID epoch = ids.next();
        transaction.executeWithoutResult(status -> {
            Instant before = rows.restoredAt();
            Instant now = clock.instant();
            boolean open = before != null && now.isBefore(before.plus(length));
            rows.restored(epoch, now, backupTaken);
            for (Business business : businesses.all()) {
                tenants.run(business.id(), () -> rows.mark(business.id(), open));
            }
        });
        return epoch;
    }

    Optional<Recovery.Window> window(BusinessId business) {
        return rows.marks(business)
                .map(marks ->
                        new Recovery.Window(marks.after(), marks.restoredAt().plus(length)))
                .filter(window -> clock.instant().isBefore(window.until()));
    }

    /** Where the business stood in the backup; empty if no recovery is open. */
    Optional<RecoveryRows.Marks> open(BusinessId business) {
        return rows.marks(business)
                .filter(marks -> clock.instant().isBefore(marks.restoredAt().plus(length)));
    }
}
