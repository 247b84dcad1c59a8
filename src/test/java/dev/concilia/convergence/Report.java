package dev.concilia.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.node.ObjectNode;

/** Result lines: on the console, and in the file that {@code script/torture} names. */
final class Report {
    private Report() {}

    static synchronized void line(ObjectNode line) {
        System.out.println(line);
        String file = System.getProperty("torture.report", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
