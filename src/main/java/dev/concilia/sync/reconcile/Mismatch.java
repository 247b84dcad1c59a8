package dev.concilia.sync.reconcile;

import java.util.List;

/** A table in which the two sides differ, by which figures. */
public record Mismatch(String table, List<String> reasons, TableSummary client, TableSummary server) {}
