package dev.concilia.sync.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** One comparison that was made and kept. */
public record Run(long id, @Nullable String machineId, boolean consistent, ArrayNode mismatches, Instant createdAt) {}
