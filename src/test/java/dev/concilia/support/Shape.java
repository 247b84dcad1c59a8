package dev.concilia.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The wire shape of answers: sorted paths with the types of what stands there, compared with a stored text. */
public final class Shape {
    private final TreeSet<String> lines = new TreeSet<>();

    /** Adds an answer under a name, with its status. */
    public Shape and(String name, Answer answer) {
        lines.add(name + " " + answer.status());
        walk(name + " ", answer.json());
        return this;
    }

    private void walk(String path, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    walk(path + "." + member.getKey(), member.getValue());
                }
            }
            case ARRAY -> node.forEach(item -> walk(path + "[]", item));
            default -> lines.add(path + ": " + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Fails where the shape is another than {@code src/test/resources/fingerprints/<dialect>.txt} says. */
    public void is(String dialect) {
        String shape = String.join("\n", lines) + "\n";
        keep(dialect, shape);
        assertThat(shape)
                .as("the wire shape of " + dialect + "; a change of it needs another protocol version")
                .isEqualTo(stored(dialect));
    }

    /** For whoever changes a shape on purpose: what it is now stands in {@code target/fingerprints}. */
    private static void keep(String dialect, String shape) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fingerprints"));
            Files.writeString(folder.resolve(dialect + ".txt"), shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stored(String dialect) {
        try (InputStream in = Shape.class.getResourceAsStream("/fingerprints/" + dialect + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
