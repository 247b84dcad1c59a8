package dev.concilia.convergence;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Sends outboxes, with every fault a network knows, and keeps the requests that arrive late. */
final class Pushes {
    static final String PATH = "/api/sync/batch";

    private final RandomGenerator random;
    private final Ledger ledger;
    private final Trace trace;
    private final Supplier<URI> node;
    private final List<Late> late = new ArrayList<>();

    Pushes(RandomGenerator random, Ledger ledger, Trace trace, Supplier<URI> node) {
        this.random = random;
        this.ledger = ledger;
        this.trace = trace;
        this.node = node;
    }

    /** A request that the network still holds; nobody waits for its answer. */
    private record Late(SimDevice device, List<SentOp> ops, ObjectNode body) {}

    private enum Fault {
        NONE,
        CUT_BEFORE,
        CUT_IN_THE_REQUEST,
        CUT_IN_THE_ANSWER,
        STALLED,
        TWICE,
        TWICE_LATE
    }

    /** One push of a prefix of the outbox. */
    void push(SimDevice device) {
        List<SentOp> ops = prefix(device);
        if (ops.isEmpty()) {
            return;
        }
        Fault fault = random.nextBoolean() ? Fault.NONE : Fault.values()[random.nextInt(Fault.values().length)];
        ledger.count("fault: " + fault);
        trace.add(device + " pushes " + ids(ops) + " " + fault);
        ObjectNode body = body(device, ops);
        switch (fault) {
            case NONE -> send(device, ops, body, true);
            case CUT_BEFORE -> {}
            case CUT_IN_THE_REQUEST -> Wire.cutInTheRequest(node.get(), device.caller, PATH, body);
            case CUT_IN_THE_ANSWER -> Wire.cutInTheAnswer(node.get(), device.caller, PATH, body);
            case STALLED -> late.add(new Late(device, ops, body));
            case TWICE -> {
                send(device, ops, body, true);
                send(device, ops, body, false);
            }
            case TWICE_LATE -> {
                send(device, ops, body, true);
                late.add(new Late(device, ops, body));
            }
        }
    }

    /** The first operations of the outbox, marked as tried. */
    List<SentOp> prefix(SimDevice device) {
        List<SentOp> ops = device.head(1 + random.nextInt(random.nextInt(6) == 0 ? 40 : 6));
        ops.forEach(op -> op.tried = true);
        return ops;
    }

    ObjectNode body(SimDevice device, List<SentOp> ops) {
        return SimDevice.body(ops, random.nextInt(6) == 0 ? null : device.now(), device.outbox.size());
    }

    private void send(SimDevice device, List<SentOp> ops, ObjectNode body, boolean heard) {
        var answer = Wire.post(node.get(), device.caller, PATH, body).expect(200);
        ledger.answered(ops, answer, device.toString());
        if (heard) {
            device.hear(ops, answer);
        }
        trace.add(
                device + " is told " + ops.stream().map(op -> op.acks.getLast()).toList());
    }

    /** Lets one late request arrive: whole, in two parts, or mixed with others that were all taken before. */
    void deliverOne() {
        if (late.isEmpty()) {
            return;
        }
        Late one = late.remove(random.nextInt(late.size()));
        ledger.count("fault: late");
        trace.add("late from " + one.device() + ": " + ids(one.ops()));
        boolean known = one.ops().stream().allMatch(op -> op.accepted().isPresent());
        switch (random.nextInt(3)) {
            case 0 -> inTwoParts(one);
            case 1 -> {
                if (known) {
                    mixed(one);
                } else {
                    whole(one);
                }
            }
            default -> whole(one);
        }
    }

    private void whole(Late one) {
        send(one.device(), one.ops(), one.body(), false);
    }

    private void inTwoParts(Late one) {
        int cut = one.ops().size() / 2;
        while (cut > 0
                && cut < one.ops().size()
                && sameGroup(one.ops().get(cut - 1), one.ops().get(cut))) {
            cut++;
        }
        for (List<SentOp> part : List.of(
                one.ops().subList(0, cut), one.ops().subList(cut, one.ops().size()))) {
            if (!part.isEmpty()) {
                send(one.device(), part, body(one.device(), part), false);
            }
        }
    }

    private static boolean sameGroup(SentOp a, SentOp b) {
        return a.group() != null && a.group().equals(b.group());
    }

    /** In any order and without the groups' company: what was taken must be known by itself. */
    private void mixed(Late one) {
        List<SentOp> ops = new ArrayList<>(one.ops());
        Collections.shuffle(ops, new Random(random.nextLong()));
        List<SentOp> some = ops.subList(0, 1 + random.nextInt(ops.size()));
        send(one.device(), some, body(one.device(), some), false);
    }

    boolean deliverAll() {
        boolean moved = !late.isEmpty();
        while (!late.isEmpty()) {
            deliverOne();
        }
        return moved;
    }

    /** Sends the whole outbox without a fault. */
    boolean all(SimDevice device) {
        boolean moved = !device.outbox.isEmpty();
        while (!device.outbox.isEmpty()) {
            List<SentOp> ops = prefix(device);
            trace.add(device + " pushes " + ids(ops));
            send(device, ops, body(device, ops), true);
        }
        return moved;
    }

    private static List<String> ids(List<SentOp> ops) {
        return ops.stream().map(SentOp::id).toList();
    }
}
