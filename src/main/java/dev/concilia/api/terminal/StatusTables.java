package dev.concilia.api.terminal;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.Conflicts;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.reconcile.Reconciler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures by table: pending and failed as the terminal last reported them, plus what the hub has refused since; synced as
 * reported, else the records that the hub holds; conflicts as they stand open. A table goes by the name that the terminal
 * reported it under.
 */
@Component
class StatusTables {
    private final Profiles profiles;
    private final Devices devices;
    private final Conflicts conflicts;
    private final Reconciler reconciler;

    StatusTables(Profiles profiles, Devices devices, Conflicts conflicts, Reconciler reconciler) {
        this.profiles = profiles;
        this.devices = devices;
        this.conflicts = conflicts;
        this.reconciler = reconciler;
    }

    /** Figures of one table or of all. */
    private record Row(long pending, long failed, long synced, long conflicts) {
        static final Row NONE = new Row(0, 0, 0, 0);

        Row plus(Row other) {
            return new Row(
                    pending + other.pending, failed + other.failed, synced + other.synced, conflicts + other.conflicts);
        }

        void write(ObjectNode out) {
            out.put("pending", pending)
                    .put("failed", failed)
                    .put("synced", synced)
                    .put("conflicts", conflicts);
        }
    }

    /** All tables, in the shape of source 004. The terminal's own totals count where its tables say less. */
    static final class Figures {
        private final Map<String, Row> rows;
        private final Row least;

        private Figures(Map<String, Row> rows, Row least) {
            this.rows = rows;
            this.least = least;
        }

        void write(ObjectNode out) {
            ObjectNode tables = out.putObject("tables");
            rows.forEach((name, row) -> row.write(tables.putObject(name)));
            Row sum = rows.values().stream().reduce(Row.NONE, Row::plus);
            new Row(Math.max(sum.pending, least.pending), Math.max(sum.failed, least.failed), sum.synced, sum.conflicts)
                    .write(out.putObject("totals"));
            out.putObject("summary")
                    .put("totalTables", rows.size())
                    .put("tablesWithPending", count(row -> row.pending > 0))
                    .put("tablesWithFailed", count(row -> row.failed > 0))
                    .put("tablesWithSynced", count(row -> row.synced > 0))
                    .put("tablesWithConflicts", count(row -> row.conflicts > 0));
        }

        private int count(Predicate<Row> which) {
            return (int) rows.values().stream().filter(which).count();
        }
    }

    /** What is known of {@code device}; without one, of the business as far as no device has to say it. */
    Figures of(BusinessId business, @Nullable Device device) {
        Catalog catalog = profiles.of(business).catalog();
        Map<String, String> names = new LinkedHashMap<>(); // by canonical name
        EntityNames.USUAL.forEach(name -> names.put(canonical(catalog, name), name));
        Map<String, Row> rows = new LinkedHashMap<>(); // likewise
        names.keySet().forEach(table -> rows.put(table, Row.NONE));
        reconciler.summary(business).forEach(table -> add(rows, table.table(), new Row(0, 0, table.count(), 0)));
        DeviceId id = device == null ? null : device.id();
        conflicts
                .count(business, new ConflictFilter(Conflict.State.OPEN, null, id, null, null, null))
                .forEach((entity, open) -> add(rows, entity, new Row(0, 0, 0, open)));
        if (device != null) {
            reported(device).properties().forEach(table -> {
                String entity = canonical(catalog, table.getKey());
                names.put(entity, table.getKey());
                rows.putIfAbsent(entity, Row.NONE);
                rows.merge(entity, row(table.getValue()), StatusTables::reported);
            });
            devices.refused(business, device.id())
                    .forEach((entity, refused) -> add(rows, canonical(catalog, entity), new Row(0, refused, 0, 0)));
        }
        Map<String, Row> shown = new LinkedHashMap<>();
        rows.forEach((entity, row) -> shown.merge(shownName(catalog, names, entity), row, Row::plus));
        return new Figures(shown, device == null ? Row.NONE : totals(device));
    }

    private static Row totals(Device device) {
        Integer pending = device.state().pending();
        Integer failed = device.state().failed();
        return new Row(pending == null ? 0 : pending, failed == null ? 0 : failed, 0, 0);
    }

    private static void add(Map<String, Row> rows, String entity, Row row) {
        if (!entity.isEmpty()) {
            rows.merge(entity, row, Row::plus);
        }
    }

    /** What the hub knows, and what the terminal says of itself. */
    private static Row reported(Row hub, Row terminal) {
        return new Row(
                hub.pending + terminal.pending,
                hub.failed + terminal.failed,
                terminal.synced >= 0 ? terminal.synced : hub.synced,
                hub.conflicts);
    }

    private static Row row(JsonNode figures) {
        JsonNode synced = figures.has("synced") ? figures.path("synced") : figures.path("count");
        return new Row(
                figures.path("pending").asLong(0),
                figures.path("failed").asLong(0),
                synced.isNumber() ? synced.longValue() : -1,
                0);
    }

    private static JsonNode reported(Device device) {
        String tables = device.state().tables();
        return tables == null ? MissingNode.getInstance() : Json.mapper().readTree(tables);
    }

    private static String canonical(Catalog catalog, String name) {
        return catalog.find(name).map(EntityType::name).orElse(name);
    }

    private static String shownName(Catalog catalog, Map<String, String> names, String entity) {
        String used = names.get(entity);
        return used != null ? used : catalog.find(entity).map(EntityNames::of).orElse(entity);
    }
}
