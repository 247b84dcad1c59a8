package dev.concilia.sync;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cash session is closed once: closing it again tells its present state, other changes from a device are refused. */
final class CloseOnce implements BusinessRule {
    private static final String CLOSED = "CLOSED";

    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        boolean afterClosing =
                current != null && isClosed(current) && fit.operation().action() == Action.UPDATE;
        if (!afterClosing || state.caller().side() == Side.REMOTE) {
            return Optional.empty();
        }
        boolean closing = CLOSED.equals(fit.payload().path("status").asString(""));
        return Optional.of(closing ? new Decision.Repeated() : new Decision.Refuse(ProblemCode.CASH_SESSION_CLOSED));
    }

    static boolean isClosed(RecordState session) {
        return !session.deleted() && CLOSED.equals(session.data().path("status").asString(""));
    }
}
