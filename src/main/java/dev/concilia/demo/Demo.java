package dev.concilia.demo;

import dev.concilia.business.Business;
import dev.concilia.device.DeviceSettings;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Brings the sample to life once the hub answers, and lets it go when the hub stops. */
@Component
@ConditionalOnProperty(name = "concilia.demo", havingValue = "true")
class Demo {
    private static final Logger log = LoggerFactory.getLogger(Demo.class);

    /** Tills keep what they need to sell; a sale is nobody else's business but the back end's. */
    private static final Set<String> TILL_TABLES = Set.of(
            "categories",
            "brands",
            "products",
            "customers",
            "addresses",
            "inventory_items",
            "orders",
            "cash_sessions",
            "restaurant_config");

    private static final Set<String> ALL_TABLES = Set.of(
            "categories",
            "brands",
            "products",
            "customers",
            "addresses",
            "inventory_items",
            "inventory_movements",
            "orders",
            "order_items",
            "sales",
            "sale_items",
            "payments",
            "cash_sessions",
            "cash_movements",
            "expenses",
            "restaurant_config");

    private final DemoBusiness sample;
    private final Ids ids;
    private final Clock clock;
    private final Environment environment;
    private final DeviceSettings settings;
    private final List<Thread> threads = new ArrayList<>();
    private final List<HubClient> clients = new ArrayList<>();
    private boolean stopped;

    Demo(DemoBusiness sample, Ids ids, Clock clock, Environment environment, DeviceSettings settings) {
        this.sample = sample;
        this.ids = ids;
        this.clock = clock;
        this.environment = environment;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        int port = environment.getRequiredProperty("local.server.port", Integer.class);
        launch("demo", () -> begin(port));
    }

    @EventListener(ContextClosedEvent.class)
    synchronized void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
        clients.forEach(HubClient::close);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void launch(String name, Runnable work) {
        if (!stopped) {
            threads.add(Thread.ofVirtual().name(name).start(work));
        }
    }

    private synchronized HubClient client(int port) {
        HubClient client = new HubClient(port);
        clients.add(client);
        return client;
    }

    private void begin(int port) {
        try {
            Business business = sample.open();
            Map<String, String> locations = sample.locations(business.id());
            Map<Profile, String> keys = sample.keys(business.id());
            HubClient hub = client(port);
            Menu menu = Menu.read();
            seed(business, locations, keys, hub, menu);
            keys.forEach((profile, key) -> {
                if (profile.trade() != Profile.Trade.NONE) {
                    String location = locations.getOrDefault(profile.location(), "");
                    bringToLife(profile, key, location, business, hub, menu);
                }
            });
            log.info("Demo: the devices of {} are alive", business.name());
        } catch (InterruptedException e) {
            // The hub is going down: nothing to say.
        } catch (IOException | ProblemException | DataAccessException | TransactionException e) {
            if (!isStopped()) {
                log.error("Demo: the sample could not be made: {}", e.getMessage());
            }
        }
    }

    private void seed(
            Business business, Map<String, String> locations, Map<Profile, String> keys, HubClient hub, Menu menu)
            throws IOException, InterruptedException {
        int[] salesPerDay = {62, 46, 34};
        List<SeedPlace> places = new ArrayList<>();
        Map<SeedPlace, String> senders = new HashMap<>();
        for (String name : DemoBusiness.LOCATIONS) {
            SeedPlace place =
                    new SeedPlace(places.size(), name, locations.getOrDefault(name, ""), salesPerDay[places.size()]);
            places.add(place);
            Profile sender = Profile.ALL.stream()
                    .filter(profile -> profile.location().equals(name))
                    .findFirst()
                    .orElseThrow();
            senders.put(place, keys.getOrDefault(sender, ""));
        }
        new SeedRun(new Seed(menu, business.timezone()), hub, clock).run(business.id(), places, senders);
    }

    private void bringToLife(
            Profile profile, String key, String locationId, Business business, HubClient hub, Menu menu) {
        SplittableRandom random =
                new SplittableRandom(Seed.SEED ^ profile.externalId().hashCode() ^ clock.millis());
        Set<String> tables = profile.trade() == Profile.Trade.BACKEND ? ALL_TABLES : TILL_TABLES;
        Replica replica = new Replica(tables);
        Outbox outbox = new Outbox();
        Habits habits = new Habits(profile, locationId, business.timezone(), menu, random, this::id);
        Intake intake = new Intake(hub, key, tables, replica, change -> {
            if (change.path("entity").asString("").equals("orders")) {
                habits.sawOrder(
                        change.path("data").path("locationId").asString(""),
                        change.path("data").path("businessDate").asString(""),
                        change.path("data").path("dailyNumber").asInt(0));
            }
        });
        DeviceSync sync = new DeviceSync(profile, hub, key, replica, outbox, intake);
        DeviceLife life = new DeviceLife(
                profile,
                new DeviceLife.Parts(habits, sync, intake, new Mishap(random, this::id), replica, outbox),
                random,
                clock,
                settings.syncInterval());
        launch("demo-" + profile.name(), life);
        launch(
                "demo-watch-" + profile.name(),
                new CriticalWatch(hub, key, tables, intake.critical(), life.inbox(), life::isAway));
    }

    private String id() {
        return ids.next().toString();
    }
}
