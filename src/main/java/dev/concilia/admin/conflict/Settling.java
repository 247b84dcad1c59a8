package dev.concilia.admin.conflict;

import dev.concilia.admin.shell.Actor;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.sync.BulkJob;
import dev.concilia.sync.BulkSettlements;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.Conflicts;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What people do about conflicts, each with its audit entry. Errors as {@link Conflicts} and {@link BulkSettlements} say. */
@Service
class Settling {
    private final Conflicts conflicts;
    private final BulkSettlements jobs;
    private final AuditLog audit;

    Settling(Conflicts conflicts, BulkSettlements jobs, AuditLog audit) {
        this.conflicts = conflicts;
        this.jobs = jobs;
        this.audit = audit;
    }

    void settle(Actor actor, UUID conflict, Conflicts.Wish wish) {
        conflicts.resolve(actor.caller(), conflict, wish);
        record(
                actor,
                Deeds.CONFLICT_RESOLVE,
                conflict,
                Map.of("resolution", wish.resolution().name()));
    }

    void takeBack(Actor actor, UUID conflict) {
        conflicts.undo(actor.caller(), conflict);
        record(actor, Deeds.CONFLICT_UNDO, conflict, Map.of());
    }

    BulkJob settleAll(Actor actor, ConflictFilter filter, Conflict.Resolution rule, String note) {
        BulkJob job = jobs.resolve(
                actor.caller(), filter, new Conflicts.Wish(rule, null, note.isBlank() ? null : note.strip()));
        record(
                actor,
                Deeds.CONFLICT_BULK,
                job.id(),
                Map.of("resolution", rule.name(), "total", String.valueOf(job.total())));
        return job;
    }

    BulkJob stop(Actor actor, UUID id) {
        BulkJob job = jobs.cancel(actor.business(), id);
        record(actor, Deeds.CONFLICT_BULK_CANCEL, id, Map.of("settled", String.valueOf(job.settled())));
        return job;
    }

    BulkJob takeBackAll(Actor actor, UUID id) {
        BulkJob job = jobs.undo(actor.caller(), id);
        record(
                actor,
                Deeds.CONFLICT_BULK_UNDO,
                job.id(),
                Map.of("of", id.toString(), "total", String.valueOf(job.total())));
        return job;
    }

    private void record(Actor actor, String action, UUID subject, Map<String, String> detail) {
        audit.record(actor.business(), actor.audited(), action, subject.toString(), detail);
    }
}
