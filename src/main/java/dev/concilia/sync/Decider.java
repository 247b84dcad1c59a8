package dev.concilia.sync;

import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.FieldError;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an operation does to the record that stands there. Pure: same arguments, same decision. Source: the
 * catalog page's strategies and "Deletes", the protocol's "Push".
 */
final class Decider {
    private final FieldMerge merge = new FieldMerge();

    /** {@code current}: the record as the hub holds it now, none if it never was. */
    Decision decide(Edit edit, @Nullable RecordState current, BaseValues history) {
        Long base = edit.baseVersion();
        if (base != null && (current == null ? base > 0 && edit.action() == Action.INSERT : base > current.version())) {
            return new Decision.Refuse(
                    ProblemCode.VALIDATION_FAILED,
                    List.of("baseVersion"),
                    List.of(new FieldError("baseVersion", "future", FieldText.FUTURE)));
        }
        return switch (edit.action()) {
            case INSERT -> insert(edit, current, history);
            case UPDATE -> update(edit, current, history);
            case DELETE -> delete(edit, current, history);
        };
    }

    private Decision insert(Edit edit, @Nullable RecordState current, BaseValues history) {
        if (current == null || current.deleted()) {
            return new Decision.Write(edit.payload(), false, false);
        }
        if (Json.same(current.data(), edit.payload())) {
            return new Decision.Repeated();
        }
        return merge.differing(edit, current, BaseValues.NONE, 0L);
    }

    private Decision update(Edit edit, @Nullable RecordState current, BaseValues history) {
        if (current == null) {
            return new Decision.Refuse(ProblemCode.NOT_FOUND, edit.type().name());
        }
        if (current.deleted()) {
            return updateOfDeleted(edit, current);
        }
        Long base = edit.baseVersion();
        if (base != null && stale(base, current, history)) {
            return merge.differing(edit, current, history, base);
        }
        if (base == null && edit.type().strategy() == Strategy.LAST_WRITE_WINS && older(edit, current)) {
            return new Decision.Superseded();
        }
        return merge.onTop(edit, current);
    }

    private Decision updateOfDeleted(Edit edit, RecordState current) {
        return switch (wishOf(edit, current)) {
            case MINE -> new Decision.Write(FieldMerge.patched(current.data(), edit.payload()), false, true);
            case THEIRS -> new Decision.Superseded();
            case PERSON -> FieldMerge.aboutDeletion(edit, current);
        };
    }

    private Decision delete(Edit edit, @Nullable RecordState current, BaseValues history) {
        if (current == null) {
            return new Decision.Refuse(ProblemCode.NOT_FOUND, edit.type().name());
        }
        if (current.deleted()) {
            return new Decision.Repeated();
        }
        Long base = edit.baseVersion();
        if (base == null || !stale(base, current, history)) {
            return new Decision.Write(current.data(), true, false);
        }
        return switch (wishOf(edit, current)) {
            case MINE -> new Decision.Write(current.data(), true, true);
            case THEIRS -> new Decision.Superseded();
            case PERSON -> FieldMerge.aboutDeletion(edit, current);
        };
    }

    private enum Wish {
        MINE,
        THEIRS,
        PERSON
    }

    /** Whose wish counts where a deletion meets a change. */
    private static Wish wishOf(Edit edit, RecordState current) {
        if (edit.interactive()) {
            return Wish.PERSON;
        }
        return switch (edit.type().strategy()) {
            case FIELD_MERGE, MANUAL_MERGE -> Wish.PERSON;
            case TERMINAL_WINS -> edit.side() == Side.LOCAL ? Wish.MINE : Wish.THEIRS;
            case CENTRAL_WINS -> edit.side() == Side.REMOTE ? Wish.MINE : Wish.THEIRS;
            case LAST_WRITE_WINS -> older(edit, current) ? Wish.THEIRS : Wish.MINE;
            case CREATE_ONLY -> edit.type().kind() == EntityKind.TRANSACTION ? Wish.THEIRS : Wish.PERSON;
        };
    }

    /** Whether somebody else has changed the record since {@code base}. */
    private static boolean stale(long base, RecordState current, BaseValues history) {
        return base < current.version() && !history.onlyOwn(base);
    }

    /** What one sender sends stands in the order sent: its earlier change is never newer than its later one. */
    private static boolean older(Edit edit, RecordState current) {
        return !edit.follows() && !FieldMerge.newer(edit, current.updatedAt());
    }
}
