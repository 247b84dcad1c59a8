package dev.concilia.sync;

import dev.concilia.catalog.Catalog;
import dev.concilia.kernel.BusinessId;
import java.util.Collection;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells, once a transaction has committed, what changed and how urgent it is. */
@Component
class CommitNews {
    private final Profiles profiles;
    private final ApplicationEventPublisher events;

    CommitNews(Profiles profiles, ApplicationEventPublisher events) {
        this.profiles = profiles;
        this.events = events;
    }

    /** The highest priority among {@code records} by the business's own rules; 0 for none. */
    int priorityOf(BusinessId business, Collection<RecordState> records) {
        Catalog catalog = profiles.of(business).catalog();
        return records.stream()
                .mapToInt(record -> priorityOf(catalog, record))
                .max()
                .orElse(0);
    }

    private static int priorityOf(Catalog catalog, RecordState record) {
        return catalog.find(record.key().entity())
                .map(type -> type.priorityOf(record.data()))
                .orElse(0);
    }

    /** To be called after the commit. */
    void tell(BusinessId business, long seq, int priority) {
        events.publishEvent(new ChangesCommitted(business, seq, priority, false));
    }
}
