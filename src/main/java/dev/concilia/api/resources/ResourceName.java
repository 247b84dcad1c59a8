package dev.concilia.api.resources;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;

/** The entity that an address names: kebab-case and snake_case both work. */
final class ResourceName {
    private ResourceName() {}

    /** Throws {@code NOT_FOUND}: an address that names no entity is an address that is not there. */
    static EntityType typeOf(Catalog catalog, String name) {
        return catalog.find(name)
                .or(() -> catalog.find(name.replace('-', '_')))
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }
}
