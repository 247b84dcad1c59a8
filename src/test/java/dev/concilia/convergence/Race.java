package dev.concilia.convergence;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One device's part of a race: many batches, every other one sent to both nodes in the same moment. */
final class Race {
    static final int BATCHES = 25;
    static final int OPERATIONS = 100;
    static final int HOT = 4;

    private final SimDevice device;
    private final List<URI> nodes;
    private final Ledger ledger;
    private final long[] added = new long[HOT];
    private int named;

    Race(SimDevice device, List<URI> nodes, Ledger ledger) {
        this.device = device;
        this.nodes = nodes;
        this.ledger = ledger;
    }

    void run(ExecutorService threads) throws InterruptedException, ExecutionException {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<SentOp> ops = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                ops.add(i % 10 == 0 ? points(i / 10 % HOT) : customer());
            }
            send(threads, ops, batch);
        }
    }

    private void send(ExecutorService threads, List<SentOp> ops, int batch)
            throws InterruptedException, ExecutionException {
        ObjectNode body = SimDevice.body(ops, null, 0);
        List<URI> to = batch % 2 == 0 ? nodes : List.of(nodes.get(batch / 2 % nodes.size()));
        List<Future<JsonNode>> answers = new ArrayList<>();
        to.forEach(node -> answers.add(threads.submit(
                () -> Wire.post(node, device.caller, Pushes.PATH, body).expect(200))));
        List<JsonNode> heard = new ArrayList<>();
        for (Future<JsonNode> answer : answers) {
            heard.add(answer.get());
        }
        heard.sort(Comparator.comparing(answer ->
                answer.path("results").path(0).path("outcome").asString().equals("duplicate")));
        heard.forEach(answer -> ledger.answered(ops, answer, device.toString()));
        ops.forEach(op -> op.settled = true);
    }

    private SentOp customer() {
        return op(
                new Key("customers", "n" + device.number + "-" + named),
                "insert",
                Generator.object().put("name", "Customer"),
                0);
    }

    /** Two points more for a customer whom everybody serves; the device last saw it as version 1. */
    private SentOp points(int hot) {
        added[hot] += 2;
        return op(new Key("customers", "c" + hot), "update", Generator.object().put("loyaltyPoints", added[hot]), 2);
    }

    SentOp op(Key key, String action, ObjectNode payload, long points) {
        ObjectNode json = Generator.object()
                .put("operationId", device.number + "-" + action + "-" + named++)
                .put("entity", key.entity())
                .put("action", action)
                .put("entityId", key.id());
        json.set("payload", payload);
        if (points != 0) {
            json.put("baseVersion", 1);
        }
        SentOp op = new SentOp(device.number, key, action, payload, json, points);
        ledger.made(op);
        return op;
    }

    /** The customers that everybody serves. */
    void open() {
        List<SentOp> ops = new ArrayList<>();
        for (int i = 0; i < HOT; i++) {
            ObjectNode customer = Generator.object().put("name", "Hot " + i).put("loyaltyPoints", 0);
            ops.add(op(new Key("customers", "c" + i), "insert", customer, 0));
        }
        ObjectNode body = SimDevice.body(ops, null, 0);
        ledger.answered(
                ops,
                Wire.post(nodes.getFirst(), device.caller, Pushes.PATH, body).expect(200),
                "the opening");
        ops.forEach(op -> op.settled = true);
    }
}
