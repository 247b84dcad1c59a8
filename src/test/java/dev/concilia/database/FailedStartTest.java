package dev.concilia.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** A hub that cannot start says why in a sentence, in a process of its own, and ends. */
@HubTest
class FailedStartTest {
    private final Hub hub;
    private final Environment environment;

    private final Path dir;

    FailedStartTest(Hub hub, Environment environment) throws IOException {
        this.hub = hub;
        this.environment = environment;
        this.dir = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "failed-start");
    }

    private record Ended(int code, String output) {}

    private Ended start(Map<String, String> settings) throws IOException, InterruptedException {
        Path output = dir.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.concilia.ConciliaApplication"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> all = new HashMap<>(Map.of(
                "PORT", "0",
                "CONCILIA_DATA_DIR", dir.resolve("data").toString(),
                "DATABASE_URL", ""));
        all.putAll(settings);
        builder.environment().putAll(all);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static void saysWhy(Ended ended, String... words) {
        assertThat(ended.output()).contains(words).doesNotContain("\tat ", "Caused by");
        assertThat(ended.code()).isNotZero();
    }

    @Test
    void aDataDirectoryInUseIsNamed() throws Exception {
        String inUse = environment.getRequiredProperty("concilia.data-dir");

        saysWhy(start(Map.of("CONCILIA_DATA_DIR", inUse)), inUse, "in use by another Concilia");
        assertThat(hub.get("/api/health").send().status()).isEqualTo(200);
    }

    @Test
    void aDatabaseThatIsNotReachedIsNamedWithoutItsPassword() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Ended ended = start(Map.of("DATABASE_URL", "postgresql://ana:geheim@127.0.0.1:" + closed + "/shop"));

        saysWhy(ended, "127.0.0.1:" + closed + "/shop", "cannot be reached");
        assertThat(ended.output()).doesNotContain("geheim");
    }

    @Test
    void aBrokenDatabaseAddressIsNamedWithoutItsPassword() throws Exception {
        Ended ended = start(Map.of("DATABASE_URL", "mysql://ana:geheim@db/shop"));

        saysWhy(ended, "DATABASE_URL", "postgresql://user:password@host");
        assertThat(ended.output()).doesNotContain("geheim");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        saysWhy(start(Map.of("PORT", String.valueOf(hub.port()))), String.valueOf(hub.port()), "already in use");
    }
}
