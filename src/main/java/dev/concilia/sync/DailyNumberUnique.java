package dev.concilia.sync;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A daily number is given once per location and business day; who comes first has it. The day is the order's {@code
 * businessDate}, else the day of its {@code createdAt}, else the day on which the hub took it, in the business's zone.
 */
final class DailyNumberUnique implements BusinessRule {
    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        ObjectNode data = dataOf(decision);
        String claim = data == null ? null : claim(data, created(current, state.now()), state.profile());
        if (claim == null || current != null && claim.equals(current.claim())) {
            return Optional.empty();
        }
        boolean taken = state.index()
                .holder(claim)
                .filter(holder -> !holder.equals(fit.key()))
                .isPresent();
        return taken
                ? Optional.of(new Decision.Refuse(
                        ProblemCode.DAILY_NUMBER_TAKEN,
                        Objects.requireNonNull(data).path("dailyNumber").asString(""),
                        day(data, created(current, state.now()), state.profile().zone())))
                : Optional.empty();
    }

    private static @Nullable ObjectNode dataOf(Decision decision) {
        return switch (decision) {
            case Decision.Write write when !write.deleted() -> write.data();
            case Decision.Disagree disagree -> disagree.rest();
            default -> null;
        };
    }

    @Override
    public Lookups.Wanted wants(Fit fit, @Nullable RecordState current, Instant now, Profile profile) {
        ObjectNode data = current == null ? fit.payload() : FieldMerge.patched(current.data(), fit.payload());
        String claim = claim(data, created(current, now), profile);
        return claim == null ? Lookups.Wanted.NOTHING : new Lookups.Wanted(Set.of(claim), Set.of());
    }

    @Override
    public @Nullable String claim(ObjectNode data, Instant createdAt, Profile profile) {
        return data.path("dailyNumber").isIntegralNumber()
                ? "daily:" + data.path("locationId").asString("") + "|" + day(data, createdAt, profile.zone()) + "|"
                        + data.path("dailyNumber").asString()
                : null;
    }

    private static Instant created(@Nullable RecordState current, Instant now) {
        return current == null ? now : current.createdAt();
    }

    private static String day(ObjectNode data, Instant createdAt, ZoneId zone) {
        String named = data.path("businessDate").asString("");
        if (!named.isEmpty()) {
            return named;
        }
        return made(data).orElse(createdAt).atZone(zone).toLocalDate().toString();
    }

    private static Optional<Instant> made(ObjectNode data) {
        try {
            String text = data.path("createdAt").asString("");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // a form that only the schema's format takes; the hub's own time serves
        }
    }
}
