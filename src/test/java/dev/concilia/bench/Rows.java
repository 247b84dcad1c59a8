package dev.concilia.bench;

import java.util.List;

/** All rows, in the order in which they run. */
final class Rows {
    static final List<Row> ALL = List.of(
            new PushRow(),
            new PouchRow(),
            new OneOperationRow(),
            new PullRow(),
            new SnapshotRow(),
            new ReconcileRow(),
            new OrderNewRow(),
            new MenuRow(),
            new GrowthRow(),
            new StartRow(),
            new MemoryRow());

    private Rows() {}
}
