package dev.concilia.convergence;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A device that works without pause until the hub is gone. */
final class Worker {
    private static final int MOST_OUTSTANDING = 200;

    private final SimDevice device;
    private final URI node;
    private final Ledger ledger;
    private final RandomGenerator random;
    private final Generator generator;
    private final Reader reader;
    private volatile int answered;

    Worker(SimDevice device, URI node, Ledger ledger, long seed) {
        this.device = device;
        this.node = node;
        this.ledger = ledger;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.generator = new Generator(random, ledger, "w" + device.number + "-");
        this.reader = new Reader(device.toString(), device.caller, "", ledger);
    }

    void open() {
        keep(generator.opening(device));
        settle();
    }

    /** Pushes that were answered. */
    int answered() {
        return answered;
    }

    void work() {
        try {
            while (true) {
                device.tick();
                for (int i = random.nextInt(40); i > 0 && device.outbox.size() < MOST_OUTSTANDING; i--) {
                    keep(generator.next(device));
                }
                push();
                if (random.nextInt(3) == 0) {
                    pull();
                }
            }
        } catch (UncheckedIOException e) {
            // the hub is gone: what was sent and not answered stays in the outbox, in doubt
        }
    }

    private void keep(List<SentOp> ops) {
        for (SentOp op : ops) {
            device.outbox.add(op);
            device.shelf.edited(op);
        }
    }

    private void push() {
        List<SentOp> ops = device.head(1 + random.nextInt(100));
        if (!ops.isEmpty()) {
            ops.forEach(op -> op.tried = true);
            var body = SimDevice.body(ops, device.now(), device.outbox.size());
            var answer = Wire.post(node, device.caller, Pushes.PATH, body).expect(200);
            ledger.answered(ops, answer, device.toString());
            device.hear(ops, answer);
            answered++;
        }
    }

    private Reader.Page pull() {
        Reader.Page page = reader.pull(node, 1 + random.nextInt(200));
        page.changes().forEach(device.shelf::take);
        return page;
    }

    /** Sends all there is; false where there was nothing. */
    boolean settle() {
        boolean moved = !device.outbox.isEmpty();
        while (!device.outbox.isEmpty()) {
            push();
        }
        return moved;
    }

    /** Reads to the end; false where nothing was new. */
    boolean follow() {
        boolean moved = false;
        Reader.Page page;
        do {
            page = pull();
            moved |= !page.changes().isEmpty();
        } while (page.more());
        return moved;
    }

    Reader reader() {
        return reader;
    }

    URI node() {
        return node;
    }
}
