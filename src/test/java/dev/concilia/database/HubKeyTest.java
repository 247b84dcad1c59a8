package dev.concilia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubKeyTest {
    @TempDir
    Path dir;

    private String text(String given) {
        return HubKey.text(given, dir.resolve("data"), new SecureRandom());
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        String key = text("");

        assertThat(text("")).isEqualTo(key).hasSizeGreaterThan(40);
        Path file = dir.resolve("data/secret.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void manyStartsAtOnceAgreeOnOneKey() throws Exception {
        Set<String> keys = new HashSet<>();
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> starts = IntStream.range(0, 16)
                    .mapToObj(i -> nodes.submit(() -> text("")))
                    .toList();
            for (Future<String> start : starts) {
                keys.add(start.get());
            }
        }
        assertThat(keys).hasSize(1);
    }

    @Test
    void theEnvironmentsKeyComesFirstAndAShortOrDamagedOneIsRefused() throws IOException {
        String given = "x".repeat(32);
        assertThat(text(given)).isEqualTo(given);
        assertThat(dir.resolve("data")).doesNotExist();
        assertThatThrownBy(() -> text("short")).hasMessageContaining("CONCILIA_SECRET_KEY");

        Files.writeString(Files.createDirectories(dir.resolve("data")).resolve("secret.key"), "half");
        assertThatThrownBy(() -> text("")).hasMessageContaining("damaged");
    }
}
