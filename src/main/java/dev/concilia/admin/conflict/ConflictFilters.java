package dev.concilia.admin.conflict;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.FilterBar.Option;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Conflict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The filters above the conflicts: open or settled, and whose, about what, since when. */
final class ConflictFilters extends Div {
    private static final long serialVersionUID = 1L;

    private final FilterBar bar = new FilterBar();
    private final List<String> said = new ArrayList<>();

    ConflictFilters() {
        Option resolved = new Option(ConflictQuery.RESOLVED, getTranslation("conflict.state.resolved"));
        bar.choice(
                ConflictQuery.STATE,
                getTranslation("conflict.state"),
                getTranslation("conflict.state.open"),
                List.of(resolved));
        empty(ConflictQuery.ENTITY, getTranslation("conflict.entity"), getTranslation("conflict.entity.all"));
        empty(ConflictQuery.FIELD, getTranslation("conflict.field"), getTranslation("conflict.field.all"));
        empty(ConflictQuery.DEVICE, getTranslation("conflict.device"), getTranslation("conflict.device.all"));
        bar.day(ConflictQuery.BEFORE, getTranslation("conflict.before"));
        add(bar);
    }

    private void empty(String parameter, String label, String all) {
        bar.choice(parameter, label, all, List.of());
    }

    /** Offers what there is to choose from, and shows what the address says. */
    void show(
            QueryParameters asked,
            ConflictQuery query,
            RecordWords words,
            Catalog catalog,
            Map<String, Integer> counts,
            Map<DeviceId, String> devices) {
        String entity = query.entity();
        Stream<String> entities = query.state() == Conflict.State.RESOLVED
                ? catalog.all().stream().map(EntityType::name)
                : counts.keySet().stream();
        bar.options(ConflictQuery.ENTITY, sorted(Stream.concat(entities, Stream.ofNullable(entity)), words::entity));
        Stream<String> fields = entity == null
                ? Stream.empty()
                : catalog.find(entity).stream().flatMap(type -> type.fieldLabels().keySet().stream());
        UnaryOperator<String> fieldName = field -> words.field(entity == null ? "" : entity, field);
        bar.options(ConflictQuery.FIELD, sorted(Stream.concat(fields, Stream.ofNullable(query.field())), fieldName));
        bar.options(
                ConflictQuery.DEVICE,
                devices.entrySet().stream()
                        .map(device -> new Option(device.getKey().toString(), device.getValue()))
                        .toList());
        bar.read(asked);
        said.clear();
        Stream.ofNullable(entity).map(words::entity).forEach(said::add);
        Stream.ofNullable(query.field()).map(fieldName).forEach(said::add);
        Stream.ofNullable(query.device())
                .map(id -> devices.getOrDefault(id, id.toString()))
                .forEach(said::add);
        Stream.ofNullable(query.before())
                .map(day -> getTranslation("conflict.before") + " " + words.day(day))
                .forEach(said::add);
    }

    /** The filter as a person would say it; {@code all} where nothing is left out. */
    String inWords(String all) {
        return said.isEmpty() ? all : String.join(" · ", said);
    }

    private static List<Option> sorted(Stream<String> values, UnaryOperator<String> label) {
        return values.distinct()
                .map(value -> new Option(value, label.apply(value)))
                .sorted(Comparator.comparing(Option::label, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
