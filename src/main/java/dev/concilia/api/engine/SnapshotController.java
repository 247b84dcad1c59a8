package dev.concilia.api.engine;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.Machines;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/sync/snapshot}: a device's first sync. */
@RestController
class SnapshotController {
    private static final Logger log = LoggerFactory.getLogger(SnapshotController.class);

    private final Machines machines;
    private final Snapshot snapshot;
    private final PullParameters parameters;

    SnapshotController(Machines machines, Snapshot snapshot, PullParameters parameters) {
        this.machines = machines;
        this.snapshot = snapshot;
        this.parameters = parameters;
    }

    @GetMapping("/api/sync/snapshot")
    void snapshot(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        Set<String> entities = parameters.entities(machine.business(), request);
        Caller caller = machines.caller(machine, request, null);
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try {
            SnapshotWriter writer = new SnapshotWriter(response.getOutputStream());
            writer.end(snapshot.read(caller.business(), entities, writer::page));
            machines.pulled(machine, caller);
        } catch (IOException | UncheckedIOException e) {
            log.debug("The caller hung up before the end of its snapshot");
        }
    }
}
