package dev.concilia.database;

import org.jspecify.annotations.Nullable;

/** The address of the database in use, and the embedded server behind it if the hub runs its own. */
record DatabaseSource(DatabaseAddress address, @Nullable EmbeddedDatabase embedded) implements AutoCloseable {
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
