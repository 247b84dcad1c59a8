package dev.concilia.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the catalog's files and checks what holds between them. */
final class CatalogLoader {
    private static final String FILES = "classpath*:catalog/*.yaml";

    private CatalogLoader() {}

    /** A file's name, as messages give it, and its content. */
    record Source(String file, String text) {}

    /** The catalog of the class path. */
    static Catalog load() {
        List<Source> sources = new ArrayList<>();
        try {
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                String text = resource.getContentAsString(StandardCharsets.UTF_8);
                sources.add(new Source("catalog/" + resource.getFilename(), text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The catalog's files can't be read", e);
        }
        return load(sources);
    }

    static Catalog load(List<Source> sources) {
        List<LoadedEntity> entities = sources.stream()
                .sorted(Comparator.comparing(Source::file))
                .map(source -> new EntityReader(YamlDocument.parse(source.file(), source.text())).read())
                .toList();
        Map<String, EntityType> names = new HashMap<>();
        entities.forEach(entity -> claimNames(entity, names));
        entities.forEach(entity -> checkReferences(entity, names));
        return new Catalog(entities);
    }

    private static void claimNames(LoadedEntity entity, Map<String, EntityType> names) {
        EntityType type = entity.type();
        claim(entity, "/name", type.name(), names);
        int index = 0;
        for (String alias : type.aliases()) {
            claim(entity, "/aliases/" + index++, alias, names);
        }
    }

    private static void claim(LoadedEntity entity, String pointer, String name, Map<String, EntityType> names) {
        EntityType other = names.putIfAbsent(name, entity.type());
        if (other != null) {
            String problem = "The name '" + name + "' already belongs to the entity '" + other.name() + "'.";
            throw entity.source().defect(pointer, problem);
        }
    }

    private static void checkReferences(LoadedEntity entity, Map<String, EntityType> names) {
        List<Reference> references = entity.type().references();
        for (int i = 0; i < references.size(); i++) {
            String target = references.get(i).entity();
            EntityType type = names.get(target);
            if (type == null || !type.name().equals(target)) {
                String problem = "The reference is to '" + target + "', which isn't an entity of the catalog.";
                throw entity.source().defect("/references/" + i + "/entity", problem);
            }
        }
    }
}
