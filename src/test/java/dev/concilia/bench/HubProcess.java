package dev.concilia.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub from its jar, as people run it: {@code -Xmx512m}, embedded PostgreSQL, a data directory of its own. */
final class HubProcess {
    static final String TOKEN = "admin-token-of-the-bench-hub-00000000000";
    private static final Pattern HEAP = Pattern.compile("(\\d+)M->\\d+M\\(");

    private final Path jar;
    private final Path folder;
    private final int port;
    private Process process;
    private double secondsToReady;
    private double peakResident;
    private int starts;

    HubProcess(Path jar, Path folder) throws IOException {
        this.jar = jar;
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        Files.createDirectories(folder);
    }

    /** Another hub of the same jar with a folder of its own. */
    HubProcess sibling(String name) throws IOException {
        return new HubProcess(jar, folder.resolveSibling(name));
    }

    int port() {
        return port;
    }

    Path data() {
        return folder.resolve("data");
    }

    void start() throws Exception {
        Path log = folder.resolve("hub.log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:gc:file=" + folder.resolve("gc-" + starts++ + ".log") + "::filecount=0",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString());
        builder.command()
                .addAll(5, List.of(System.getProperty("bench.hub-options", "").split(" ")));
        builder.command().removeIf(String::isEmpty);
        builder.environment().keySet().removeIf(HubProcess::isSetting);
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("CONCILIA_DATA_DIR", data().toString());
        builder.environment().put("RATE_LIMIT", "1000000"); // counted as ever, and never reached
        builder.environment().put("CONCILIA_ADMIN_TOKEN", TOKEN);
        long begin = System.nanoTime();
        process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Files.writeString(folder.resolve("hub.pid"), process.pid() + "\n");
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(5)) {
                throw new IOException("The hub did not start: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        secondsToReady = (System.nanoTime() - begin) / 1e9;
    }

    private static boolean isSetting(String name) {
        return name.matches(
                "(CONCILIA_|SPRING_|BACKUP_|PG).*|DATABASE_URL|PORT|RATE_LIMIT|SYNC_.*|API_SECRET_KEY|JAVA_TOOL_OPTIONS");
    }

    private boolean answers() {
        try (Wire wire = new Wire(port, TOKEN)) {
            wire.get("/health");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    double secondsToReady() {
        return secondsToReady;
    }

    void stop() throws Exception {
        if (process != null && process.isAlive()) {
            peakResident();
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The most memory that the hub's own process ever had resident, in MiB. Linux only; 0 elsewhere. */
    double peakResident() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    peakResident = Math.max(peakResident, Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
                }
            }
        }
        return peakResident;
    }

    /** The fullest heap before any collection so far, in MiB. */
    double peakHeap() throws IOException {
        double peak = 0;
        for (int start = 0; start < starts; start++) {
            Matcher matcher = HEAP.matcher(Files.readString(folder.resolve("gc-" + start + ".log")));
            while (matcher.find()) {
                peak = Math.max(peak, Double.parseDouble(matcher.group(1)));
            }
        }
        return peak;
    }

    /** The address of the hub's PostgreSQL, as its superuser. */
    String database(String name) throws IOException {
        List<String> pid = Files.readAllLines(data().resolve("postgres").resolve("postmaster.pid"));
        return "jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/" + name + "?user=postgres";
    }
}
