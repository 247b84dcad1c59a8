package dev.concilia.bench;

/** The most that the hub needed over all rows of this run, with {@code -Xmx512m}; PostgreSQL is not in it. */
final class MemoryRow implements Row {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        double heap = 0;
        double resident = 0;
        for (HubProcess hub : stage.hubs()) {
            heap = Math.max(heap, hub.peakHeap());
            resident = Math.max(resident, hub.peakResident());
        }
        figures.plain("memory-heap", heap, "MiB of 512");
        figures.plain("memory-resident", resident, "MiB");
    }
}
