package dev.concilia.sync;

import dev.concilia.catalog.Direction;
import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Small builders for what the deciding functions take. JSON is written with single quotes. */
final class Given {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final DeviceId TILL = new DeviceId(new UUID(1, 1));
    static final DeviceId TABLET = new DeviceId(new UUID(1, 2));
    static final RecordKey KEY = new RecordKey("things", "t1");

    private Given() {}

    static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }

    static EntityType type(Strategy strategy) {
        return type(strategy, EntityKind.MASTER, Map.of());
    }

    static EntityType merging(FieldRule rule) {
        return type(Strategy.FIELD_MERGE, EntityKind.MASTER, Map.of("f", rule, "g", rule));
    }

    /** A type whose field is money and a person's to decide. */
    static EntityType priced(String field) {
        return type(Strategy.FIELD_MERGE, EntityKind.MASTER, Map.of(field, FieldRule.MANUAL), Set.of(field));
    }

    static EntityType type(Strategy strategy, EntityKind kind, Map<String, FieldRule> rules) {
        return type(strategy, kind, rules, Set.of());
    }

    private static EntityType type(
            Strategy strategy, EntityKind kind, Map<String, FieldRule> rules, Set<String> money) {
        return new EntityType(
                "things",
                Set.of(),
                kind,
                Direction.BOTH,
                5,
                strategy,
                rules,
                true,
                List.of(),
                Set.of(),
                money,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Json.mapper().createObjectNode());
    }

    /** An edit by a device that says nothing of its time. */
    static Edit edit(EntityType type, Action action, String payload, @Nullable Long base) {
        return edit(type, action, payload, base, null, Side.LOCAL);
    }

    static Edit edit(
            EntityType type, Action action, String payload, @Nullable Long base, @Nullable Instant madeAt, Side side) {
        return new Edit(type, action, json(payload), base, madeAt, side, false);
    }

    /** A record with a past: each version's data, the last one standing since noon, each made an hour after the other. */
    static final class Past {
        private final TreeMap<Long, BaseValues.Past> changes = new TreeMap<>();
        private final Map<String, Long> fieldVersions = new HashMap<>();
        private ObjectNode data;
        private long version = 1;
        private boolean deleted;

        private Past(String first) {
            data = json(first);
        }

        static Past of(String first) {
            return new Past(first);
        }

        Past theirs(String next) {
            return next(next, false);
        }

        Past own(String next) {
            return next(next, true);
        }

        Past deleted() {
            deleted = true;
            changes.put(++version, new BaseValues.Past(Map.of(), at(version), false));
            return this;
        }

        private Past next(String next, boolean own) {
            ObjectNode after = json(next);
            Map<String, JsonNode> before = new HashMap<>();
            data.properties().stream()
                    .filter(e -> !e.getValue().equals(after.get(e.getKey())))
                    .forEach(e -> before.put(e.getKey(), e.getValue()));
            after.propertyNames().stream()
                    .filter(field -> !data.has(field))
                    .forEach(field -> before.put(field, MissingNode.getInstance()));
            version++;
            before.keySet().forEach(field -> fieldVersions.put(field, version));
            changes.put(version, new BaseValues.Past(before, at(version), own));
            data = after;
            return this;
        }

        private static Instant at(long version) {
            return NOON.plusSeconds(3_600 * version);
        }

        RecordState record() {
            return new RecordState(
                    KEY,
                    data,
                    version,
                    Map.copyOf(fieldVersions),
                    1,
                    deleted,
                    NOON,
                    at(version),
                    Side.LOCAL,
                    TILL,
                    null,
                    version,
                    null);
        }

        BaseValues history() {
            return new BaseValues(changes, 1);
        }

        /** As {@link #history()}, with nothing known of version {@code gone} and before. */
        BaseValues historySince(long gone) {
            return new BaseValues(new TreeMap<>(changes.tailMap(gone, false)), gone);
        }
    }
}
