package dev.concilia.convergence;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * One seed: its own business, devices, outboxes, clocks and faults. One thread, so that a seed replays; only a seed of
 * {@link #isCrowded} lets devices speak at the same moment, and replays what they say, not who comes first.
 */
final class World {
    private final Target target;
    private final long seed;
    private final RandomGenerator random;
    private final Ledger ledger = new Ledger();
    private final Trace trace = new Trace();
    private final Firm firm;
    private final Generator generator;
    private final List<Reader> readers = new ArrayList<>();
    private final Reader filtered;
    private final Pushes pushes;
    private final Person person;
    private final Repair repair;
    private int step;

    World(Target target, long seed) {
        this.target = target;
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.firm = Firm.open(target, "Seed " + seed, 3 + random.nextInt(4), random);
        this.generator = new Generator(random, ledger, "");
        firm.devices().forEach(d -> readers.add(new Reader(d.toString(), d.caller, "", ledger)));
        this.filtered = new Reader("the filtered reader", device(0).caller, "&entities=customers,sales,orders", ledger);
        this.pushes = new Pushes(random, ledger, trace, this::node);
        this.person = new Person(random, ledger, trace, firm.owner());
        this.repair = new Repair(random, ledger, trace);
    }

    /** Whether devices of this seed now and then push in the same moment. */
    static boolean isCrowded(long seed) {
        return seed % 4 == 3;
    }

    /** The whole life of a seed. Throws an {@link AssertionError} that tells seed, step and the way there. */
    Ledger live(int steps) {
        begin();
        go(steps);
        return end();
    }

    /** Gives the devices what every seed begins with. */
    void begin() {
        guarded(() -> {
            keep(device(0), generator.opening(device(0)));
            pushes.all(device(0));
            firm.devices().forEach(this::follow);
        });
    }

    /** Takes steps until {@code steps} are taken. */
    void go(int steps) {
        while (step < steps) {
            step++;
            trace.step(step);
            guarded(this::step);
        }
    }

    private void step() {
        firm.devices().forEach(SimDevice::tick);
        SimDevice device = device(random.nextInt(firm.devices().size()));
        int dice = random.nextInt(100);
        if (dice < 42) {
            keep(device, generator.next(device));
        } else if (dice < 68) {
            pushes.push(device);
        } else if (dice < 83) {
            pull(device);
        } else if (dice < 88) {
            pushes.deliverOne();
        } else if (dice < 91) {
            person.settleOne(node());
        } else if (dice < 94) {
            repair.run(node(), device, readers.get(device.number).mirror());
        } else if (dice < 96) {
            filtered.pull(node(), 1 + random.nextInt(20));
        } else if (dice < 97) {
            readers.get(device.number).forget();
        } else if (isCrowded(seed)) {
            new Crowd(random, ledger, trace, this::node).rush(firm.devices(), pushes, readers);
        }
    }

    private void keep(SimDevice device, List<SentOp> ops) {
        for (SentOp op : ops) {
            device.outbox.add(op);
            device.shelf.edited(op);
            trace.add(device + " makes " + op);
        }
    }

    private void pull(SimDevice device) {
        Reader reader = readers.get(device.number);
        int limit = random.nextInt(4) == 0 ? 500 : 1 + random.nextInt(6);
        if (random.nextInt(8) == 0) {
            reader.pullInVain(node(), limit);
            ledger.count("fault: page lost");
        }
        for (int pages = 1 + random.nextInt(3); pages > 0; pages--) {
            Reader.Page page = reader.pull(node(), limit);
            page.changes().forEach(device.shelf::take);
            trace.add(device + " pulls " + page.changes());
        }
    }

    private boolean follow(SimDevice device) {
        return follow(device, readers.get(device.number));
    }

    private boolean follow(SimDevice device, Reader reader) {
        boolean moved = false;
        Reader.Page page;
        do {
            page = reader.pull(node(), 1 + random.nextInt(60));
            page.changes().forEach(device.shelf::take);
            moved |= !page.changes().isEmpty();
        } while (page.more());
        return moved;
    }

    /** Quiet: everybody sends and reads until nothing moves, then everything is compared. */
    Ledger end() {
        trace.add("quiet");
        guarded(() -> {
            int rounds = 0;
            while (round()) {
                if (++rounds > 30) {
                    throw new AssertionError("it does not come to rest");
                }
            }
            new Audit(target, firm, ledger, readersOfAll()).check(node());
        });
        return ledger;
    }

    private List<Reader> readersOfAll() {
        Reader newcomer = new Reader("a newcomer", device(0).caller, "", ledger);
        follow(device(0), newcomer);
        return Stream.concat(readers.stream(), Stream.of(newcomer)).toList();
    }

    private boolean round() {
        boolean moved = pushes.deliverAll();
        for (SimDevice device : firm.devices()) {
            moved |= pushes.all(device);
        }
        moved |= person.settleAll(node());
        for (SimDevice device : firm.devices()) {
            moved |= follow(device);
        }
        return moved | follow(device(0), filtered);
    }

    private SimDevice device(int number) {
        return firm.devices().get(number);
    }

    private URI node() {
        return target.nodes().get(random.nextInt(target.nodes().size()));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(story(String.valueOf(e.getMessage())), e);
        }
        if (!ledger.findings().isEmpty()) {
            throw new AssertionError(story(
                    String.join("\n  ", ledger.findings().stream().limit(12).toList())));
        }
    }

    private String story(String what) {
        return "seed " + seed + ", step " + step + " (replay: -Dconvergence.seed=" + seed + " -Dconvergence.steps="
                + step + ")\n  " + what + "\n" + trace;
    }
}
