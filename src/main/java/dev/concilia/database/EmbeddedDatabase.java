package dev.concilia.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real PostgreSQL in {@code <data>/postgres}, started and stopped with the hub; one hub per data directory. */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final FileChannel lockFile;
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres postgres) {
        this.lockFile = lockFile;
        this.postgres = postgres;
    }

    static EmbeddedDatabase start(Path dataDir) {
        Path home = dataDir.toAbsolutePath().normalize();
        FileChannel lockFile = lock(home);
        try {
            stopOrphan(home.resolve("postgres/postmaster.pid"));
            return new EmbeddedDatabase(lockFile, launch(home));
        } catch (IOException | IllegalStateException e) {
            close(lockFile);
            throw new DatabaseUnusableException(
                    "The embedded PostgreSQL in " + home.resolve("postgres") + " did not start: " + e.getMessage(),
                    "Look at the lines above; a full disk or a folder of another user are the usual causes.");
        } catch (RuntimeException e) {
            close(lockFile);
            throw e;
        }
    }

    private static EmbeddedPostgres launch(Path home) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("postgres"))
                .setOverrideWorkingDirectory(home.resolve("postgres-binaries").toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on") // the library's default would lose acknowledged sales
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("wal_compression", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setRegisterShutdownHook(false) // it would race with the requests that are still being answered
                .start();
    }

    private static FileChannel lock(Path home) {
        FileChannel channel = open(home);
        if (tryLock(channel) == null) {
            close(channel);
            throw new DatabaseUnusableException(
                    "The data directory " + home + " is in use by another Concilia.",
                    "Stop the other one, or start this one with another CONCILIA_DATA_DIR (and another PORT).");
        }
        return channel;
    }

    private static FileChannel open(Path home) {
        try {
            Files.createDirectories(home);
            return FileChannel.open(home.resolve("concilia.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new DatabaseUnusableException(
                    "The data directory " + home + " cannot be written.",
                    "Give this user the right to write there, or name another folder with CONCILIA_DATA_DIR.");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // the same JVM holds it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hub that was killed leaves its database process behind; with the lock in hand, that one is ours to stop. */
    private static void stopOrphan(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return;
        }
        ProcessHandle.of(Long.parseLong(lines.getFirst().trim()))
                .filter(p -> p.info().command().orElse("").contains("postgres"))
                .ifPresent(EmbeddedDatabase::stop);
    }

    private static void stop(ProcessHandle process) {
        log.info("Stopping the database process that an earlier hub left behind");
        process.destroy();
        try {
            process.onExit().get(15, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly(); // PostgreSQL recovers from its log
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    DatabaseAddress address() {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", null);
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            log.warn("The embedded PostgreSQL did not stop cleanly; it recovers at the next start: {}", e.getMessage());
        }
        close(lockFile);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
