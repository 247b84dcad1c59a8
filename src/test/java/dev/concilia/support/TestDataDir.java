package dev.concilia.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** Gives the hub a data directory of its own below {@code target}, so that a clean build takes it away. */
final class TestDataDir implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path home = Files.createDirectories(Path.of("target", "test-hubs"));
            Path dir = Files.createTempDirectory(home, "hub").toAbsolutePath();
            TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, "concilia.data-dir=" + dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
