package dev.concilia.bench;

/** From the start of the process to its first answer, on the database that the rows before have filled. */
final class StartRow implements Row {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        HubProcess hub = stage.hub();
        figures.plain("start-empty", hub.secondsToReady(), "s");
        hub.stop();
        hub.start();
        figures.plain("start", hub.secondsToReady(), "s");
    }
}
