package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.Times;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/sync/pull?terminalId&entityType&lastSync}. Source: the dialects page, "terminal". */
@RestController
class PullController {
    private final Machines machines;
    private final Profiles profiles;
    private final TimedPages pages;
    private final SyncLog log;

    PullController(Machines machines, Profiles profiles, ChangeFeed feed, SyncLog log) {
        this.machines = machines;
        this.profiles = profiles;
        this.pages = new TimedPages(feed);
        this.log = log;
    }

    @GetMapping("/api/sync/pull")
    void pull(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        Catalog catalog = profiles.of(machine.business()).catalog();
        Map<String, String> names = names(catalog, request.getParameter("entityType"));
        Instant since = Times.parameter(request, "lastSync");
        TimedPages.Page page = log.noting(
                SyncType.TERMINAL_PULL, machine.business(), machine.key().device(), call -> {
                    Caller caller = machines.caller(machine, request, null);
                    call.by(caller.device());
                    TimedPages.Page read = pages.after(caller, names.keySet(), since);
                    call.affected(read.changes().size());
                    machines.pulled(machine, caller);
                    return read;
                });
        JsonAnswer.write(response, out -> write(out, page, since, catalog, names));
    }

    /** The wanted entities by their canonical names, with the names that the caller used; empty for all. */
    private static Map<String, String> names(Catalog catalog, @Nullable String entityTypes) {
        Map<String, String> names = new LinkedHashMap<>();
        if (entityTypes == null || entityTypes.isBlank()) {
            return names;
        }
        for (String name : entityTypes.split(",", -1)) {
            String stripped = name.strip();
            EntityType type = catalog.find(stripped)
                    .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_PARAMETER, "entityType"));
            names.put(type.name(), stripped);
        }
        return names;
    }

    private static void write(
            JsonGenerator out,
            TimedPages.Page page,
            @Nullable Instant since,
            Catalog catalog,
            Map<String, String> names) {
        out.writeStartObject();
        out.writeBooleanProperty("success", true);
        out.writeArrayPropertyStart("changes");
        page.changes()
                .forEach(
                        change -> change(out, change, operation(change, since), name(change.entity(), catalog, names)));
        out.writeEndArray();
        out.writeStringProperty("serverTime", page.time().toString());
        out.writeBooleanProperty("hasMore", page.hasMore());
        out.writeEndObject();
    }

    private static String name(String entity, Catalog catalog, Map<String, String> names) {
        String used = names.get(entity);
        return used != null ? used : catalog.find(entity).map(EntityNames::of).orElse(entity);
    }

    /** What it is to a terminal that has what there was at {@code since}: made after that, it is new to it. */
    private static String operation(FeedPage.Change change, @Nullable Instant since) {
        if (change.deleted()) {
            return "DELETE";
        }
        return since == null || change.createdAt().isAfter(since) ? "CREATE" : "UPDATE";
    }

    private static void change(JsonGenerator out, FeedPage.Change change, String operation, String name) {
        out.writeStartObject();
        out.writeStringProperty("entityType", name);
        out.writeStringProperty("entityId", change.id());
        out.writeStringProperty("operation", operation);
        out.writeName("data");
        if (change.data() == null) {
            out.writeNull();
        } else {
            out.writeRawValue(change.data());
        }
        out.writeNumberProperty("syncVersion", change.version());
        out.writeStringProperty("updatedAt", change.updatedAt().toString());
        out.writeEndObject();
    }
}
