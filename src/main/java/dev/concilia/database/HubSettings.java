package dev.concilia.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the hub keeps what it owns.
 *
 * @param dataDir folder of the embedded database and of everything else on disk ({@code CONCILIA_DATA_DIR})
 * @param databaseUrl address of an external PostgreSQL, as {@code postgresql://user:password@host:port/name} or as a
 *     JDBC address ({@code DATABASE_URL}); none: the embedded one
 * @param secretKey what second factors are locked with, 32 characters or more ({@code CONCILIA_SECRET_KEY}); none: a
 *     random one in the file {@code secret.key} of the data directory. Nodes that share a database need the same one
 * @param poolSize connections of the application's pool
 */
@ConfigurationProperties("concilia")
public record HubSettings(
        @DefaultValue("./data") Path dataDir,
        @Nullable String databaseUrl,
        @Nullable String secretKey,
        @DefaultValue("12") int poolSize) {
    @Override
    public String toString() {
        return "HubSettings[dataDir=" + dataDir + "]"; // the address may hold a password
    }
}
