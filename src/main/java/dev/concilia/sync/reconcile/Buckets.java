package dev.concilia.sync.reconcile;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a device last differed from the hub in one entity.
 *
 * @param differing the buckets that differed, of 256; none: it agreed
 */
public record Buckets(List<String> differing, Instant reportedAt) {
    public Buckets {
        differing = List.copyOf(differing);
    }

    /** A record that the hub holds in such a bucket: one that differs is among these, or the hub does not have it. */
    public record Candidate(String id, long version, Instant updatedAt, ObjectNode data) {}
}
