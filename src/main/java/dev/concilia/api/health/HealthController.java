package dev.concilia.api.health;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For clients that want to know whether the hub is there: no login, a ping of the database, nothing else. */
@RestController
class HealthController {
    private final JdbcClient jdbc;
    private final Clock clock;

    HealthController(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Health(String status, Instant serverTimestamp) {}

    @GetMapping({"/api/health", "/health"})
    ResponseEntity<Health> health() {
        try {
            jdbc.sql("SELECT 1").query(Integer.class).single();
        } catch (DataAccessException e) {
            throw new ProblemException(ProblemCode.UNAVAILABLE);
        }
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(new Health("ok", clock.instant()));
    }
}
