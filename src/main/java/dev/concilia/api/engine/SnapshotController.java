package dev.concilia.api.engine;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.Machines;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Snapshot;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
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
    private final SyncLog calls;

    SnapshotController(Machines machines, Snapshot snapshot, PullParameters parameters, SyncLog calls) {
        this.machines = machines;
        this.snapshot = snapshot;
        this.parameters = parameters;
        this.calls = calls;
    }

    @GetMapping("/api/sync/snapshot")
    void snapshot(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        calls.noting(SyncType.SNAPSHOT, machine.business(), machine.key().device(), call -> {
            Set<String> entities = parameters.entities(machine.business(), request);
            Caller caller = machines.caller(machine, request, null);
            call.by(caller.device());
            stream(caller, entities, response, call);
            machines.pulled(machine, caller);
            return call;
        });
    }

    /** A device that hangs up is no failure of the hub's: the log has what was given out until then. */
    private void stream(Caller caller, Set<String> entities, HttpServletResponse response, SyncLog.Call call) {
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try {
            SnapshotWriter writer = new SnapshotWriter(response.getOutputStream(), call::affected);
            writer.end(snapshot.read(caller.business(), entities, writer::page));
        } catch (IOException | UncheckedIOException e) {
            log.debug("The caller hung up before the end of its snapshot");
        }
    }
}
