package dev.concilia.database;

import dev.concilia.kernel.SecretBox;
import dev.concilia.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The hub's own key: from the environment, else from a file beside the data, never from the database that it protects. */
@Configuration(proxyBeanMethods = false)
class HubKey {
    private static final String FILE = "secret.key";
    private static final int SHORTEST = 32;

    @Bean
    SecretBox secretBox(HubSettings settings, SecureRandom random) {
        return new SecretBox(Sha256.of(text(settings.secretKey(), settings.dataDir(), random)), random);
    }

    static String text(@Nullable String given, Path dataDir, SecureRandom random) {
        if (given == null || given.isBlank()) {
            return read(dataDir, random);
        }
        if (given.length() < SHORTEST) {
            throw new IllegalStateException("CONCILIA_SECRET_KEY must have " + SHORTEST + " characters or more.");
        }
        return given;
    }

    private static String read(Path dataDir, SecureRandom random) {
        Path file = dataDir.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(Files.createDirectories(dataDir), file, random);
            }
            String key = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (key.length() < SHORTEST) {
                throw new IllegalStateException(
                        file + " is damaged: bring it back from a copy, or delete it; then people"
                                + " with a second factor sign in with a recovery code.");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be read or written", e);
        }
    }

    /** Written whole under another name first: a start that is cut short, or a second node, never leaves half a key. */
    private static void create(Path dataDir, Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[32];
        random.nextBytes(key);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path draft = Files.createTempFile(dataDir, FILE, ".new", owner);
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n", StandardCharsets.US_ASCII);
            link(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void link(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return; // another node of the same folder was quicker: its key counts
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
