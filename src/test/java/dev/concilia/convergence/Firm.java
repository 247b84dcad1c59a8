package dev.concilia.convergence;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** A business of a run's own, with its owner and its devices. */
record Firm(String id, Wire.Caller owner, List<SimDevice> devices) {

    static Firm open(Target target, String name, int devices, RandomGenerator random) {
        URI node = target.nodes().getFirst();
        var business =
                Generator.object().put("name", name).put("ownerEmail", "owner-" + UUID.randomUUID() + "@example.com");
        JsonNode opened = Wire.post(node, Wire.Caller.person(target.operatorToken()), "/api/admin/businesses", business)
                .expect(201);
        Wire.Caller owner = Wire.Caller.person(opened.path("token").asString());
        Instant start = Instant.now();
        List<SimDevice> all = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            var device = Generator.object().put("name", "device " + i).put("kind", "terminal");
            JsonNode made = Wire.post(node, owner, "/api/admin/devices", device).expect(201);
            all.add(new SimDevice(
                    i, made.path("id").asString(), made.path("apiKey").asString(), start, random));
        }
        return new Firm(opened.path("id").asString(), owner, all);
    }
}
