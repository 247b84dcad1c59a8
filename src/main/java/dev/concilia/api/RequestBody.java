package dev.concilia.api;

import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON object of a request: bounded before and after inflating, parsed once. */
@Component
public class RequestBody {
    /** Most bytes of a body, inflated. */
    public static final int LARGEST = 5 * 1024 * 1024;

    /**
     * The object in the body. Throws {@code UNSUPPORTED_MEDIA_TYPE}, {@code BODY_TOO_LARGE}, {@code MALFORMED_JSON}, or
     * {@code VALIDATION_FAILED} for JSON that is no object.
     */
    public ObjectNode object(HttpServletRequest request) {
        return object(bytes(request));
    }

    private static ObjectNode object(byte[] bytes) {
        JsonNode node = parse(bytes);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw BodyCheck.invalid("", "type", FieldText.JSON_OBJECT);
    }

    /** As {@link #object}; an empty object where the call has no body, whatever type it says that has. */
    public ObjectNode objectIfAny(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        boolean none = length == 0 || length < 0 && request.getContentType() == null;
        byte[] bytes = none ? new byte[0] : bytes(request);
        return bytes.length == 0 ? Json.mapper().createObjectNode() : object(bytes);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (JacksonException | NumberFormatException e) { // the latter: an exponent beyond what a decimal can have
            throw new ProblemException(ProblemCode.MALFORMED_JSON);
        }
    }

    private static byte[] bytes(HttpServletRequest request) {
        checkType(request.getContentType());
        String encoding = header(request, "Content-Encoding");
        if (request.getContentLengthLong() > LARGEST) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, LARGEST / 1024 / 1024);
        }
        try {
            InputStream raw = request.getInputStream();
            return switch (encoding) {
                case "", "identity" -> bounded(raw);
                case "gzip", "x-gzip" -> bounded(new GZIPInputStream(raw, 8192));
                default -> throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
            };
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON); // damaged gzip, or the caller hung up half way
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, LARGEST / 1024 / 1024);
        }
        return bytes;
    }

    private static void checkType(@Nullable String type) {
        String plain = type == null
                ? ""
                : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (!plain.equals("application/json") && !plain.endsWith("+json")) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
