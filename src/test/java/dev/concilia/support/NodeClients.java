package dev.concilia.support;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Clients in Node, from npm: told what to do by JSON lines, and telling what they see by JSON lines ({@code src/test/node}). */
public final class NodeClients implements AutoCloseable {
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path HOME = Path.of("target", "node-clients");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "sockets.mjs", "calls.mjs");

    private final Process process;
    private final BufferedWriter commands;
    private final List<JsonNode> seen = new ArrayList<>();

    private NodeClients(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::read);
    }

    /** Starts {@code script}; its packages are brought the first time, and when the lock file has changed. */
    public static NodeClients start(String script) {
        try {
            install();
            return new NodeClients(new ProcessBuilder("node", script)
                    .directory(HOME.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void install() throws IOException {
        Files.createDirectories(HOME);
        Path lock = HOME.resolve("package-lock.json");
        boolean there = Files.exists(lock)
                && Files.isDirectory(HOME.resolve("node_modules"))
                && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) < 0;
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!there) {
            npm();
        }
    }

    private static void npm() throws IOException {
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (npm.waitFor() != 0) {
                throw new IOException("npm could not bring the clients: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (seen) {
                    seen.add(Answer.MAPPER.readTree(line));
                    seen.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void tell(Map<String, ?> command) {
        try {
            commands.write(Answer.MAPPER.writeValueAsString(command));
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a socket.io client. */
    public void open(String name, String url, Map<String, ?> options) {
        tell(Map.of("open", name, "url", url, "options", options));
    }

    /** The first line that fits, waiting for it; fails after 20 s with all that was seen. */
    public JsonNode await(Predicate<JsonNode> fits) {
        return await(fits, Duration.ofSeconds(20));
    }

    public JsonNode await(Predicate<JsonNode> fits, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (seen) {
            while (true) {
                var found = seen.stream().filter(fits).findFirst();
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (found.isPresent()) {
                    return found.get();
                }
                if (left <= 0) {
                    throw new AssertionError(
                            "not seen, but: " + seen.subList(Math.max(0, seen.size() - 50), seen.size()));
                }
                try {
                    seen.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** The first {@code event} of {@code client}. */
    public JsonNode await(String client, String event) {
        return await(line -> is(line, client, event));
    }

    /** All that was seen so far and fits. */
    public List<JsonNode> seen(Predicate<JsonNode> fits) {
        synchronized (seen) {
            return seen.stream().filter(fits).toList();
        }
    }

    public static boolean is(JsonNode line, String client, String event) {
        return line.path("client").asString("").equals(client)
                && line.path("event").asString("").equals(event);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
