package dev.concilia.sync;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What names a cash session is recorded only while that session is open; a business may require that it names one. */
final class CashSessionOpen implements BusinessRule {
    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        String session = fit.payload().path("cashSessionId").asString("");
        if (!(decision instanceof Decision.Write)) {
            return Optional.empty();
        }
        if (session.isEmpty()) {
            return state.profile().cashSessionRequired() && fit.operation().action() == Action.INSERT
                    ? Optional.of(new Decision.Refuse(ProblemCode.CASH_SESSION_REQUIRED))
                    : Optional.empty();
        }
        RecordState record = state.record(new RecordKey("cash_sessions", session));
        return record != null && CloseOnce.isClosed(record)
                ? Optional.of(new Decision.Refuse(ProblemCode.CASH_SESSION_CLOSED))
                : Optional.empty();
    }
}
