package dev.concilia.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A hub as a process of its own with its embedded PostgreSQL: started, killed, started again on the same data. */
final class HubProcess implements AutoCloseable {
    static final String TOKEN = "admin-token-of-the-tortured-hub-000000000";
    private static final int LONGEST_START_SECONDS = 180;

    private final Path dir;
    private final int port;
    private Process process;

    HubProcess(Path dir, int port) {
        this.dir = dir;
        this.port = port;
        this.process = launch();
    }

    URI uri() {
        return Target.node(port);
    }

    /** Waits until the hub answers. */
    void ready() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (!answers()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the hub ended by itself, see " + dir.resolve("hub.log"));
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the hub does not answer, see " + dir.resolve("hub.log"));
            }
        }
    }

    private boolean answers() {
        try {
            return Wire.get(uri(), new Wire.Caller("Concilia-Protocol", "1"), "/api/health")
                            .status()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Lets it work for a while. */
    void letRun(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the hub ended by itself, see " + dir.resolve("hub.log"));
        }
    }

    /** kill -9 of the hub; its database process is left behind, as it would be. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** kill -9 of the hub and, the moment after, of the database's processes. */
    void killWithDatabase() throws InterruptedException {
        Optional<ProcessHandle> postmaster = postmaster();
        List<ProcessHandle> all = new ArrayList<>();
        postmaster.ifPresent(p -> {
            all.add(p);
            p.descendants().forEach(all::add);
        });
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        all.forEach(p -> p.onExit().join());
    }

    void restart() throws InterruptedException {
        process = launch();
        ready();
    }

    JdbcClient owner() {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + pidFile().get(3).trim() + "/postgres", "postgres", ""));
    }

    private Optional<ProcessHandle> postmaster() {
        return Files.exists(pidPath())
                ? ProcessHandle.of(Long.parseLong(pidFile().getFirst().trim()))
                : Optional.empty();
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(pidPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidPath() {
        return dir.resolve("data/postgres/postmaster.pid");
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED"));
        String jar = System.getProperty("torture.jar", "");
        command.addAll(
                jar.isEmpty()
                        ? List.of("-cp", System.getProperty("java.class.path"), "dev.concilia.ConciliaApplication")
                        : List.of("-jar", jar));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("hub.log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        String.valueOf(port),
                        "CONCILIA_DATA_DIR",
                        dir.resolve("data").toString(),
                        "CONCILIA_ADMIN_TOKEN",
                        TOKEN,
                        "DATABASE_URL",
                        ""));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the hub as an operator would; what does not end by itself is killed. */
    @Override
    public void close() throws InterruptedException {
        Optional<ProcessHandle> postmaster = postmaster();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        postmaster.filter(ProcessHandle::isAlive).ifPresent(ProcessHandle::destroy);
    }
}
