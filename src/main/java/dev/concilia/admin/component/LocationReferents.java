package dev.concilia.admin.component;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The locations of a business. A device may name one that the hub does not know, so any id is taken. */
record LocationReferents(Map<String, String> names) implements Referents {
    @Override
    public List<String> find(String text, int from, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return names.entrySet().stream()
                .filter(place -> place.getValue().toLowerCase(Locale.ROOT).contains(wanted))
                .map(Map.Entry::getKey)
                .skip(from)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<String> name(String id) {
        return Optional.of(names.getOrDefault(id, id));
    }
}
