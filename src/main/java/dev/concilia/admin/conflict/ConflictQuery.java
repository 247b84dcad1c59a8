package dev.concilia.admin.conflict;

import com.vaadin.flow.router.QueryParameters;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The filter of the conflict pages as the address holds it. What the address says wrongly counts as not said.
 *
 * @param before those that arose before this day, in the business's zone
 */
record ConflictQuery(
        Conflict.State state,
        @Nullable String entity,
        @Nullable DeviceId device,
        @Nullable String field,
        @Nullable LocalDate before) {
    static final String STATE = "state";
    static final String ENTITY = "entity";
    static final String DEVICE = "device";
    static final String FIELD = "field";
    static final String BEFORE = "before";
    static final String RESOLVED = "resolved";

    static final ConflictQuery ALL = new ConflictQuery(Conflict.State.OPEN, null, null, null, null);

    static ConflictQuery of(QueryParameters address, Catalog catalog) {
        return new ConflictQuery(
                RESOLVED.equals(text(address, STATE)) ? Conflict.State.RESOLVED : Conflict.State.OPEN,
                catalog.find(text(address, ENTITY)).map(EntityType::name).orElse(null),
                device(text(address, DEVICE)),
                text(address, FIELD).isEmpty() ? null : text(address, FIELD),
                day(text(address, BEFORE)));
    }

    /** The address's parameters that say the same, but for the state. */
    QueryParameters parameters() {
        Map<String, String> said = new LinkedHashMap<>();
        put(said, ENTITY, entity);
        put(said, DEVICE, device);
        put(said, FIELD, field);
        put(said, BEFORE, before);
        return QueryParameters.simple(said);
    }

    /** The same for all entities. */
    ConflictQuery ofAnyEntity() {
        return new ConflictQuery(state, null, device, field, before);
    }

    /** How many of {@code counts}, which are by entity, it means. */
    int of(Map<String, Integer> counts) {
        return entity == null
                ? counts.values().stream().mapToInt(Integer::intValue).sum()
                : counts.getOrDefault(entity, 0);
    }

    /** An id in the address; empty for what is none. */
    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it leaves anything out. */
    boolean isNarrow() {
        return entity != null || device != null || field != null || before != null;
    }

    ConflictFilter filter(ZoneId zone) {
        return filter(state, zone);
    }

    /** As {@link #filter(ZoneId)}, for open conflicts whatever the state in view. */
    ConflictFilter open(ZoneId zone) {
        return filter(Conflict.State.OPEN, zone);
    }

    private ConflictFilter filter(Conflict.State wanted, ZoneId zone) {
        return new ConflictFilter(
                wanted,
                entity,
                device,
                field,
                before == null ? null : before.atStartOfDay(zone).toInstant(),
                null);
    }

    private static void put(Map<String, String> said, String name, @Nullable Object value) {
        if (value != null) {
            said.put(name, value.toString());
        }
    }

    private static String text(QueryParameters address, String name) {
        return address.getSingleParameter(name).orElse("");
    }

    private static @Nullable DeviceId device(String text) {
        try {
            return text.isEmpty() ? null : DeviceId.of(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
