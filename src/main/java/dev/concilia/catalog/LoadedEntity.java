package dev.concilia.catalog;

/** A type together with the checks that were compiled from its schema and the file it came from. */
record LoadedEntity(EntityType type, ObjectCheck check, YamlDocument source) {}
