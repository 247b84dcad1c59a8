package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.Conflicts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Conflicts one by one: listed, looked at, settled, taken back. */
@RestController
@RequestMapping("/api/admin/conflicts")
class ConflictController {
    private final RequestBody bodies;
    private final IdempotentRequests idempotent;
    private final Conflicts conflicts;
    private final Catalog catalog;
    private final AuditLog audit;

    ConflictController(
            RequestBody bodies, IdempotentRequests idempotent, Conflicts conflicts, Catalog catalog, AuditLog audit) {
        this.bodies = bodies;
        this.idempotent = idempotent;
        this.conflicts = conflicts;
        this.catalog = catalog;
        this.audit = audit;
    }

    record ConflictPage(
            List<ConflictRow> conflicts, @Nullable String next) {}

    record ConflictRow(
            String id,
            String entity,
            String entityId,
            String action,
            @Nullable Long baseVersion,
            long hubVersion,
            List<String> fields,
            ObjectNode base,
            ObjectNode mine,
            ObjectNode theirs,
            Conflict.State state,
            Conflict.@Nullable Resolution resolution,
            @Nullable String note,
            @Nullable String deviceId,
            Instant createdAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy) {
        static ConflictRow of(Conflict c) {
            return new ConflictRow(
                    c.id().toString(),
                    c.key().entity(),
                    c.key().id(),
                    c.action().wire(),
                    c.baseVersion(),
                    c.hubVersion(),
                    c.fields(),
                    c.base(),
                    c.mine(),
                    c.theirs(),
                    c.state(),
                    c.resolution(),
                    c.note(),
                    c.device() == null ? null : c.device().toString(),
                    c.createdAt(),
                    c.resolvedAt(),
                    c.resolvedBy() == null ? null : c.resolvedBy().toString());
        }
    }

    record Resolved(boolean success, String conflictId, long version, ObjectNode data) {
        static Resolved of(Conflicts.Settled settled) {
            return new Resolved(
                    true,
                    settled.conflict().toString(),
                    settled.record().version(),
                    settled.record().data());
        }
    }

    @GetMapping
    ConflictPage list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") String limit) {
        int most = Parameters.limit(limit);
        UUID mark = Parameters.optional("after", after, UUID::fromString);
        List<Conflict> page = conflicts.list(caller.business(), filter(query), mark, most);
        return new ConflictPage(
                page.stream().map(ConflictRow::of).toList(),
                page.size() < most ? null : page.getLast().id().toString());
    }

    private ConflictFilter filter(Map<String, String> query) {
        return filter(
                catalog,
                query.getOrDefault("state", "open"),
                query.get("entity"),
                query.get("deviceId"),
                query.get("field"),
                query.get("before"));
    }

    static ConflictFilter filter(
            Catalog catalog,
            String state,
            @Nullable String entity,
            @Nullable String device,
            @Nullable String field,
            @Nullable String before) {
        return new ConflictFilter(
                Parameters.parsed("state", state, text -> Conflict.State.valueOf(text.toUpperCase(Locale.ROOT))),
                Parameters.optional(
                        "entity",
                        entity,
                        name -> catalog.find(name).map(EntityType::name).orElseThrow(IllegalArgumentException::new)),
                Parameters.optional("deviceId", device, DeviceId::of),
                Parameters.optional("field", field, name -> name),
                Parameters.optional(
                        "before", before, text -> OffsetDateTime.parse(text).toInstant()),
                null);
    }

    @GetMapping("/{id}")
    ConflictRow one(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return conflicts
                .find(caller.business(), Parameters.known(id, UUID::fromString))
                .map(ConflictRow::of)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    @PostMapping("/{id}/resolve")
    void resolve(
            @AuthenticationPrincipal ApiCaller.Person person,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        idempotent.once(new WriteCall(person, caller(person), request, response, body), operation -> {
            Resolved resolved = resolved(person, id, body);
            return Reply.ok(out -> out.writePOJO(resolved));
        });
    }

    /** Once by itself, without the operation id: a conflict is settled or it is not. */
    private Resolved resolved(ApiCaller.Person person, String id, ObjectNode body) {
        AdminBody texts = AdminBody.of(body, "resolution", "resolvedData", "note");
        Conflict.Resolution resolution =
                Parameters.parsed("resolution", texts.required("resolution"), Conflict.Resolution::valueOf);
        ObjectNode data = body.get("resolvedData") instanceof ObjectNode object ? object : null;
        Conflicts.Wish wish = new Conflicts.Wish(resolution, data, note(texts));
        Conflicts.Settled settled = conflicts.resolve(caller(person), Parameters.known(id, UUID::fromString), wish);
        audit.record(
                person.business(),
                Actors.of(person),
                Deeds.CONFLICT_RESOLVE,
                id,
                Map.of("resolution", resolution.name()));
        return Resolved.of(settled);
    }

    @PostMapping("/{id}/undo")
    void undo(
            @AuthenticationPrincipal ApiCaller.Person person,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        idempotent.once(bodiless(person, request, response), operation -> {
            Resolved undone = undone(person, id);
            return Reply.ok(out -> out.writePOJO(undone));
        });
    }

    /** Once by itself, as settling is. */
    private Resolved undone(ApiCaller.Person person, String id) {
        Conflicts.Settled settled = conflicts.undo(caller(person), Parameters.known(id, UUID::fromString));
        audit.record(person.business(), Actors.of(person), Deeds.CONFLICT_UNDO, id, Map.of());
        return Resolved.of(settled);
    }

    /** A call whose address says all. */
    static WriteCall bodiless(ApiCaller.Person person, HttpServletRequest request, HttpServletResponse response) {
        return new WriteCall(person, caller(person), request, response, NullNode.getInstance());
    }

    static Caller caller(ApiCaller.Person person) {
        return Caller.person(person.business(), person.holder().user());
    }

    static @Nullable String note(AdminBody texts) {
        String note = texts.optional("note");
        if (note != null && note.length() > Conflicts.LONGEST_NOTE) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "note");
        }
        return note;
    }
}
