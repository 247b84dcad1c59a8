package dev.concilia.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** Lets browsers of the listed origins call the API. Others get no such header, so their browsers keep the answer back. */
final class AllowedOrigins implements CorsConfigurationSource {
    private final CorsConfiguration allowed = new CorsConfiguration();

    AllowedOrigins(List<String> origins) {
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of(
                "X-API-Key",
                "Authorization",
                "Content-Type",
                "Content-Encoding",
                "Idempotency-Key",
                "If-Match",
                "Accept-Language",
                "Concilia-Protocol",
                "Last-Event-ID"));
        allowed.setExposedHeaders(
                List.of("ETag", "Retry-After", "Idempotency-Replayed", KeyExpiry.HEADER, "Content-Language"));
        allowed.setMaxAge(Duration.ofHours(1));
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && allowed.checkOrigin(origin) != null ? allowed : null;
    }
}
