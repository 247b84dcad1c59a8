package dev.concilia.admin.component;

import dev.concilia.business.Businesses;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordList;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the names of the records that others point at: one statement, however many point at however many entities. */
@Component
public class RecordNames {
    static final String LOCATION = "locationId";

    private final Records records;
    private final RecordList lists;
    private final Businesses businesses;

    RecordNames(Records records, RecordList lists, Businesses businesses) {
        this.records = records;
        this.lists = lists;
        this.businesses = businesses;
    }

    /** Names as they were read; what has none is called by its id. What a person looks up later is learned. */
    public record Known(
            RecordNames source,
            BusinessId business,
            RecordWords words,
            Map<RecordKey, String> records,
            Map<String, String> locations) {
        /** What the field's value points at, in words: a live record's title or a location's name. */
        public Optional<String> name(String entity, String field, @Nullable JsonNode value) {
            return field.equals(LOCATION) && value != null
                    ? Optional.ofNullable(locations.get(value.asString("")))
                    : target(entity, field, value).map(records::get);
        }

        /** A value for people: a reference as the other one's name. */
        public String text(String entity, String field, @Nullable JsonNode value) {
            return name(entity, field, value).orElseGet(() -> words.value(entity, field, value));
        }

        /** The live record that the field points at, if there is one. */
        public Optional<RecordKey> target(String entity, String field, @Nullable JsonNode value) {
            return key(words, entity, field, value).filter(records::containsKey);
        }

        /** What a person may choose from for the field; empty if it refers to nothing. */
        Optional<Referents> referents(String entity, String field) {
            return field.equals(LOCATION)
                    ? Optional.of(new LocationReferents(source.locations(business)))
                    : words.target(entity, field).map(target -> new RecordReferents(this, target));
        }

        RecordSearch search(RecordList.Query query) {
            return new RecordSearch((last, limit) -> source.lists.search(business, query, last, limit));
        }

        /** What the record is called; empty if there is no such live one. */
        Optional<String> name(RecordKey key) {
            if (!records.containsKey(key)) {
                learn(source.live(business, List.of(key)));
            }
            return Optional.ofNullable(records.get(key));
        }

        /** Takes in the names of records that were found. */
        void learn(Collection<RecordState> found) {
            for (RecordState record : found) {
                RecordKey key = record.key();
                records.put(key, words.name(key.entity(), record.data(), key.id()));
            }
        }
    }

    /** The names of all that these {@code rows} of an entity point at in {@code fields}. */
    public Known of(
            BusinessId business,
            String entity,
            Collection<String> fields,
            Collection<ObjectNode> rows,
            RecordWords words) {
        Set<RecordKey> wanted = new HashSet<>();
        for (String field : fields) {
            rows.forEach(row -> key(words, entity, field, row.get(field)).ifPresent(wanted::add));
        }
        boolean isPlaced = fields.contains(LOCATION) && rows.stream().anyMatch(row -> row.hasNonNull(LOCATION));
        Map<String, String> locations = isPlaced ? locations(business) : Map.of();
        Known known = new Known(this, business, words, new HashMap<>(), locations);
        known.learn(live(business, wanted));
        return known;
    }

    private Map<String, String> locations(BusinessId business) {
        Map<String, String> names = new LinkedHashMap<>();
        businesses.locations(business).forEach(place -> names.put(place.id().toString(), place.name()));
        return names;
    }

    private Collection<RecordState> live(BusinessId business, Collection<RecordKey> keys) {
        return records.known(business, keys).values().stream()
                .filter(record -> !record.deleted())
                .toList();
    }

    private static Optional<RecordKey> key(RecordWords words, String entity, String field, @Nullable JsonNode value) {
        return value == null || !value.isString()
                ? Optional.empty()
                : words.target(entity, field).map(target -> new RecordKey(target.name(), value.stringValue()));
    }
}
