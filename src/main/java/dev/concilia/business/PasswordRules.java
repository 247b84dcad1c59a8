package dev.concilia.business;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Length counts, and what everybody tries first is refused; no rules about kinds of characters. */
public final class PasswordRules {
    /** Fewest characters of a password. */
    public static final int SHORTEST = 10;

    private static final int LONGEST_BYTES = 72; // bcrypt reads no further

    private static final Set<String> COMMON = load();

    private PasswordRules() {}

    /** Why a password will not do. */
    public enum Defect {
        TOO_SHORT,
        TOO_LONG,
        TOO_COMMON
    }

    /** Throws {@code VALIDATION_FAILED} with the defect as the message of field {@code password}. */
    public static void check(String password, String email) {
        defectOf(password, email).ifPresent(defect -> {
            throw new ProblemException(
                    ProblemCode.VALIDATION_FAILED,
                    Map.of("fields", List.of(Map.of("path", "password", "message", defect.name()))),
                    "password");
        });
    }

    /** The first reason against a password, if there is one. */
    public static Optional<Defect> defectOf(String password, String email) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(Defect.TOO_SHORT);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return Optional.of(Defect.TOO_LONG);
        }
        String plain = password.toLowerCase(Locale.ROOT);
        boolean oneCharacter = plain.chars().distinct().count() <= 2;
        boolean common = oneCharacter || COMMON.contains(plain) || plain.equals(email.toLowerCase(Locale.ROOT));
        return common ? Optional.of(Defect.TOO_COMMON) : Optional.empty();
    }

    private static Set<String> load() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream("/common-passwords.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(String::strip).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
