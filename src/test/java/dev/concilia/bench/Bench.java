package dev.concilia.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code Bench JAR FOLDER quick|full NAME,…}: starts a hub in the folder, measures the rows, stops it. */
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments[3].split(","));
        List<HubProcess> hubs = new CopyOnWriteArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(hubs)));
        HubProcess hub =
                new HubProcess(Path.of(arguments[0]), Path.of(arguments[1]).resolve("hub"));
        hubs.add(hub);
        hub.start();
        Stage stage = new Stage(hub, hubs, arguments[2].equals("quick"));
        Figures figures = new Figures();
        int failed = 0;
        for (Row row : Rows.ALL) {
            if (wanted.contains("all") || wanted.contains(row.name())) {
                failed += measured(row, stage, figures) ? 0 : 1;
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean measured(Row row, Stage stage, Figures figures) {
        System.err.println(row.name());
        try {
            row.measure(stage, figures);
            return true;
        } catch (Exception e) {
            figures.missing(row.name(), "", "", "failed: " + e);
            e.printStackTrace();
            return false;
        }
    }

    private static void stop(List<HubProcess> hubs) {
        for (HubProcess hub : hubs) {
            try {
                hub.stop();
            } catch (Exception e) {
                System.err.println("A hub did not stop: " + e);
            }
        }
    }
}
