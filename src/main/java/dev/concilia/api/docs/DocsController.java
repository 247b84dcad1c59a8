package dev.concilia.api.docs;

import dev.concilia.api.ProblemWriter;
import dev.concilia.catalog.Catalog;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api-docs} for people and {@code /api-docs.json} for programs. The same for everybody: nothing of a business is in
 * them. Put together when first asked for, so that the hub's start does not wait for it.
 */
@RestController
class DocsController {
    private final Catalog catalog;
    private final ProblemWriter problems;
    private @Nullable Made made;

    DocsController(Catalog catalog, ProblemWriter problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    private record Made(byte[] json, byte[] page, String policy) {
        static Made of(ObjectNode document) {
            String style = Descriptions.style();
            byte[] hash = Sha256.of(style);
            // No script runs on the page, and only this style sheet counts.
            String policy = "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return new Made(
                    Json.mapper().writeValueAsBytes(document),
                    new ApiPage(document).html(style).getBytes(StandardCharsets.UTF_8),
                    policy);
        }
    }

    @GetMapping("/api-docs")
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", made().policy())
                .body(made().page());
    }

    @GetMapping("/api-docs.json")
    ResponseEntity<byte[]> json() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(made().json());
    }

    private synchronized Made made() {
        Made there = made;
        if (there == null) {
            there = Made.of(ApiDocument.of(catalog, problems));
            made = there;
        }
        return there;
    }
}
