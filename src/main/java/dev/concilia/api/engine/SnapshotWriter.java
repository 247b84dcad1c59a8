package dev.concilia.api.engine;

import dev.concilia.kernel.Json;
import dev.concilia.sync.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Lines of NDJSON with the fields of a change of the pull. A record's data goes from the database to the socket as the
 * bytes it came in.
 */
final class SnapshotWriter {
    private static final byte[] ENTITY = bytes("{\"entity\":\"");
    private static final byte[] ID = bytes("\",\"id\":\"");
    private static final byte[] VERSION = bytes("\",\"version\":");
    private static final byte[] DATA = bytes(",\"deleted\":false,\"data\":");
    private static final byte[] UPDATED_AT = bytes(",\"updatedAt\":\"");
    private static final byte[] MODIFIED_BY = bytes("\",\"modifiedBy\":\"");
    private static final byte[] DEVICE = bytes("\",\"deviceId\":");
    private static final byte[] END = bytes("}\n");

    private final OutputStream out;
    private final IntConsumer written;
    private int records;
    private final ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 16);
    private Instant lastTime = Instant.MIN;
    private byte[] lastTimeText = {};

    /** {@code written} is told after each page how many records are out. */
    SnapshotWriter(OutputStream out, IntConsumer written) {
        this.out = out;
        this.written = written;
    }

    /** Writes a page to the socket. Throws {@link UncheckedIOException} when nobody listens any more. */
    void page(List<Snapshot.Line> lines) {
        page.reset();
        lines.forEach(this::line);
        try {
            page.writeTo(out);
            records += lines.size();
            written.accept(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(Snapshot.Line line) {
        page.writeBytes(ENTITY);
        page.writeBytes(bytes(line.entity()));
        page.writeBytes(ID);
        page.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(line.id()));
        page.writeBytes(VERSION);
        page.writeBytes(bytes(Long.toString(line.version())));
        page.writeBytes(DATA);
        page.writeBytes(line.data());
        page.writeBytes(UPDATED_AT);
        page.writeBytes(time(line.updatedAt()));
        page.writeBytes(MODIFIED_BY);
        page.writeBytes(bytes(line.modifiedBy().name()));
        page.writeBytes(DEVICE);
        page.writeBytes(bytes(line.device() == null ? "null" : "\"" + line.device() + "\""));
        page.writeBytes(END);
    }

    /** The records of one batch share their time. */
    private byte[] time(Instant time) {
        if (!time.equals(lastTime)) {
            lastTime = time;
            lastTimeText = bytes(time.toString());
        }
        return lastTimeText;
    }

    /** The last line: where the device's pulls go on. A stream without it is not complete. */
    void end(Snapshot.End end) throws IOException {
        out.write(bytes(Json.mapper()
                        .createObjectNode()
                        .put("cursor", end.cursor())
                        .put("epoch", end.epoch().toString())
                        .put("serverTimestamp", end.upTo().toString())
                + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
