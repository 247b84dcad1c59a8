package dev.concilia.clients;

import static dev.concilia.support.Op.insert;

import dev.concilia.support.Hub;
import dev.concilia.support.Op;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * A day of one business: all families at work at the same time, each in its own thread, with lines that fail, hours without
 * one, and programs that end in the middle of a call and start again. In the evening the lines hold, people settle what is
 * left to them, and everybody syncs.
 */
final class Day {
    static final String STOCK = "shared-stock";
    static final String STOCKED = "shared-p0";
    static final int STOCK_AT_DAWN = 10_000;
    private static final int SHARED = 3;
    private static final int HOURS = 24;
    private static final int LOSSES_UNTIL_RESTART = 3;
    private static final int EVENING_CYCLES = 4;

    final Hub hub;
    final TestBusiness business;
    final Ledger ledger = new Ledger();
    final TestDevice office;
    private final long seed;
    private final List<Desk> desks = new ArrayList<>();
    private final Ears ears;
    private int restarts;
    private int lost;

    Day(Hub hub, long seed, boolean sockets) {
        this.hub = hub;
        this.seed = seed;
        this.business = hub.business();
        this.office = business.device("office");
        this.ears = sockets ? new Ears(hub) : Ears.NONE;
        dawn();
        seat("restaurant", "/sync", business.device("restaurant").apiKey(), RestaurantBackEnd::new);
        seat("bot", "", business.device("bot").apiKey(), WhatsAppBot::new);
        seat("browser", "", business.device("browser").apiKey(), QueueingBrowser::new);
        seat("app", "", business.device("app").apiKey(), EngineApp::new);
        String machines = business.newKey("machines").at("apiKey");
        for (String name : List.of("oven", "counter")) {
            seat(name, "/", machines, (line, its) -> new BakeryMachine(name, line, its));
        }
        String terminals = business.newKey("terminals").at("apiKey");
        for (String name : List.of("till-1", "till-2")) {
            seat(name, "/", terminals, (line, its) -> new PosTerminal(name, line, its));
        }
    }

    static boolean isShared(String id) {
        return id.startsWith("shared-");
    }

    static String customer(Random chance) {
        return "shared-c" + chance.nextInt(SHARED);
    }

    private void dawn() {
        List<Op> all = new ArrayList<>();
        for (int i = 0; i < SHARED; i++) {
            all.add(insert("customers", "shared-c" + i, "firstName", "Ana", "loyaltyPoints", 0, "phone", "1"));
            all.add(insert("products", "shared-p" + i, "name", "Concha " + i, "price", "12.00"));
        }
        all.add(insert("inventory_items", STOCK, "name", "Concha", "productId", STOCKED, "quantity", STOCK_AT_DAWN));
        office.pushAll(all);
    }

    private interface Opening {
        Client of(Line line, Ledger ledger);
    }

    private void seat(String name, String namespace, String key, Opening opening) {
        Line line = new Line(hub, key, seed * 31 + desks.size());
        desks.add(new Desk(name, opening.of(line, ledger)));
        if (!namespace.isEmpty()) {
            ears.open(name, namespace, key);
        }
    }

    /** A place of work: the same client, or what is left of it after its program was ended. */
    private static final class Desk {
        private final String name;
        private Client client;
        private int losses;
        private int restarts;

        Desk(String name, Client client) {
            this.name = name;
            this.client = client;
        }

        void restart() {
            client = client.restarted();
            restarts++;
        }
    }

    /** The client of that name, as a {@code type}. */
    <T extends Client> T at(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(clients().get(name)));
    }

    Map<String, Client> clients() {
        Map<String, Client> clients = new java.util.TreeMap<>();
        desks.forEach(desk -> clients.put(desk.name, desk.client));
        return clients;
    }

    int restarts() {
        return restarts;
    }

    int lostAnswers() {
        return lost;
    }

    /** From the first sale to the last reconcile. */
    void run() throws Exception {
        try (ears;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> working = new ArrayList<>();
            for (Desk desk : desks) {
                Callable<?> hours = () -> hours(desk);
                working.add(threads.submit(hours));
            }
            for (Future<?> one : working) {
                one.get();
            }
            evening();
        }
    }

    private Desk hours(Desk desk) {
        Random chance = new Random(seed * 17 + desk.name.hashCode());
        int gone = 4 + chance.nextInt(HOURS / 2);
        for (int hour = 0; hour < HOURS; hour++) {
            desk.client.line().down(hour >= gone && hour < gone + 5);
            for (int i = chance.nextInt(3); i >= 0; i--) {
                desk.client.work(chance);
            }
            ears.tell(desk.name, desk.client);
            cycle(desk);
            if (desk.name.equals("app") && hour == HOURS / 2) {
                askTerminals();
            }
        }
        return desk;
    }

    private static void cycle(Desk desk) {
        try {
            desk.client.sync();
        } catch (Line.Lost e) {
            if (++desk.losses % LOSSES_UNTIL_RESTART == 0) {
                desk.restart();
            }
        }
    }

    private void askTerminals() {
        Line.ok(hub.post("/api/sync/all")
                .key(office.apiKey())
                .json(Map.of("allTerminals", true))
                .send());
    }

    private void evening() {
        desks.forEach(desk -> {
            desk.client.line().mend();
            restarts += desk.restarts;
            lost += desk.client.line().lost();
        });
        desks.forEach(desk -> desk.client.sync());
        for (String till : List.of("till-1", "till-2")) {
            at(till, PosTerminal.class).correctThePhone();
        }
        at("browser", QueueingBrowser.class).closeTheSession();
        askTerminals(); // what they were asked during the day may have got lost with an answer
        for (int i = 0; i < EVENING_CYCLES; i++) {
            desks.forEach(desk -> {
                ears.tell(desk.name, desk.client);
                desk.client.sync();
            });
            settle();
        }
    }

    /** What no rule could decide and no terminal has settled. */
    private void settle() {
        JsonNode open = Line.ok(hub.get("/api/admin/conflicts?state=open")
                        .bearer(business.token())
                        .send())
                .json()
                .get("conflicts");
        for (JsonNode conflict : open) {
            Line.ok(hub.post("/api/admin/conflicts/" + conflict.get("id").asString() + "/resolve")
                    .bearer(business.token())
                    .json(Map.of("resolution", "TERMINAL_WINS"))
                    .send());
            ledger.settled();
        }
    }
}
