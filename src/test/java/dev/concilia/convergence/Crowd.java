package dev.concilia.convergence;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All devices push in the same moment, one of them twice, while a reader follows the feed. */
final class Crowd {
    private static final int PAGES = 6;

    private final RandomGenerator random;
    private final Ledger ledger;
    private final Trace trace;
    private final Supplier<URI> node;

    Crowd(RandomGenerator random, Ledger ledger, Trace trace, Supplier<URI> node) {
        this.random = random;
        this.ledger = ledger;
        this.trace = trace;
        this.node = node;
    }

    private record Sending(SimDevice device, List<SentOp> ops, ObjectNode body, URI node, boolean heard) {}

    private record Sent(Sending sending, JsonNode answer) {
        long duplicates() {
            return answer.path("results")
                    .valueStream()
                    .filter(r -> r.path("outcome").asString().equals("duplicate"))
                    .count();
        }
    }

    void rush(List<SimDevice> devices, Pushes pushes, List<Reader> readers) {
        List<Sending> sendings = sendings(devices, pushes);
        Reader reader = readers.get(random.nextInt(readers.size()));
        int limit = 1 + random.nextInt(5);
        URI readerNode = node.get();
        trace.add("all push at once, and " + reader + " reads");
        ledger.count("fault: at once");
        List<Sent> sent = new ArrayList<>();
        List<Callable<Sent>> calls = new ArrayList<>();
        sendings.forEach(s -> calls.add(() -> new Sent(
                s, Wire.post(s.node(), s.device().caller, Pushes.PATH, s.body()).expect(200))));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Sent>> pushing = calls.stream().map(threads::submit).toList();
            for (int i = 0; i < PAGES; i++) {
                reader.pull(readerNode, limit);
            }
            for (Future<Sent> one : pushing) {
                sent.add(one.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        hear(sent);
    }

    private List<Sending> sendings(List<SimDevice> devices, Pushes pushes) {
        List<Sending> sendings = new ArrayList<>();
        for (SimDevice device : devices) {
            List<SentOp> ops = pushes.prefix(device);
            if (!ops.isEmpty()) {
                ObjectNode body = pushes.body(device, ops);
                sendings.add(new Sending(device, ops, body, node.get(), true));
                if (random.nextInt(3) == 0) {
                    sendings.add(new Sending(device, ops, body, node.get(), false));
                }
            }
        }
        return sendings;
    }

    /** In the order in which the hub did them. */
    private void hear(List<Sent> sent) {
        sent.sort(Comparator.<Sent, String>comparing(
                        s -> s.answer().path("serverTimestamp").asString())
                .thenComparing(Sent::duplicates));
        sent.forEach(s -> ledger.answered(s.sending().ops(), s.answer(), "a crowd"));
        sent.stream()
                .filter(s -> s.sending().heard())
                .forEach(s -> s.sending().device().hear(s.sending().ops(), s.answer()));
    }
}
