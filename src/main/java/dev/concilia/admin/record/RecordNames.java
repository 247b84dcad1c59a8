package dev.concilia.admin.record;

import dev.concilia.admin.component.RecordWords;
import dev.concilia.business.Businesses;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the names of the records that others point at: one statement per entity pointed at, however many point. */
@Component
class RecordNames {
    static final String LOCATION = "locationId";

    private final Catalog catalog;
    private final Records records;
    private final Businesses businesses;

    RecordNames(Catalog catalog, Records records, Businesses businesses) {
        this.catalog = catalog;
        this.records = records;
        this.businesses = businesses;
    }

    /** Names as they were read; what has none is called by its id. */
    record Known(RecordWords words, Map<RecordKey, String> records, Map<String, String> locations) {
        /** A value for people: a reference as the other one's name. */
        String text(EntityType type, String field, @Nullable JsonNode value) {
            String id = value == null ? "" : value.asString("");
            if (field.equals(LOCATION) && locations.containsKey(id)) {
                return locations.getOrDefault(id, id);
            }
            return target(type, field, value).map(records::get).orElseGet(() -> words.value(type.name(), field, value));
        }

        /** The live record that the field points at, if there is one. */
        Optional<RecordKey> target(EntityType type, String field, @Nullable JsonNode value) {
            return key(type, field, value).filter(records::containsKey);
        }
    }

    Known of(
            BusinessId business,
            EntityType type,
            Collection<String> fields,
            Collection<ObjectNode> rows,
            RecordWords words) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (String field : fields) {
            for (ObjectNode row : rows) {
                key(type, field, row.get(field))
                        .ifPresent(key -> wanted.computeIfAbsent(key.entity(), e -> new TreeSet<>())
                                .add(key.id()));
            }
        }
        Map<RecordKey, String> names = new HashMap<>();
        wanted.forEach((entity, ids) -> {
            EntityType target = catalog.find(entity).orElseThrow();
            for (RecordState record : records.some(business, entity, ids)) {
                String id = record.key().id();
                names.put(record.key(), RecordTitle.of(target, id, record.data(), words));
            }
        });
        Map<String, String> locations = new HashMap<>();
        if (fields.contains(LOCATION) && rows.stream().anyMatch(row -> row.hasNonNull(LOCATION))) {
            businesses
                    .locations(business)
                    .forEach(place -> locations.put(place.id().toString(), place.name()));
        }
        return new Known(words, names, locations);
    }

    private static Optional<RecordKey> key(EntityType type, String field, @Nullable JsonNode value) {
        return value == null || !value.isString()
                ? Optional.empty()
                : type.references().stream()
                        .filter(reference -> reference.field().equals(field))
                        .findFirst()
                        .map(reference -> new RecordKey(reference.entity(), value.stringValue()));
    }
}
