package dev.concilia.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a device asks of the change feed. Source: the protocol's "Pull". */
record Pull(@Nullable String cursor, Set<String> entities, boolean excludeOwn, int minPriority, int waitSeconds) {
    String query() {
        StringBuilder query = new StringBuilder("changes?limit=" + HubClient.PAGE + "&excludeOwn=" + excludeOwn);
        if (!entities.isEmpty()) {
            query.append("&entities=").append(String.join(",", entities));
        }
        if (minPriority > 0) {
            query.append("&minPriority=").append(minPriority);
        }
        if (waitSeconds > 0) {
            query.append("&wait=").append(waitSeconds);
        }
        if (cursor != null) {
            query.append("&cursor=").append(URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        }
        return query.toString();
    }
}
