package dev.concilia.api.enroll;

import dev.concilia.api.BodyCheck;
import dev.concilia.api.CodeGuesses;
import dev.concilia.api.RequestBody;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.device.DeviceSettings;
import dev.concilia.device.Enrolments;
import dev.concilia.device.Redemption;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/enroll}: the one call that needs no key, because its code is worth one. */
@RestController
class EnrollController {
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_NAME = 128;
    private static final Set<String> MEMBERS = Set.of("code", "externalId");

    private final RequestBody bodies;
    private final Enrolments enrolments;
    private final Businesses businesses;
    private final DeviceSettings settings;
    private final CodeGuesses guesses;

    EnrollController(
            RequestBody bodies,
            Enrolments enrolments,
            Businesses businesses,
            DeviceSettings settings,
            CodeGuesses guesses) {
        this.bodies = bodies;
        this.enrolments = enrolments;
        this.businesses = businesses;
        this.settings = settings;
        this.guesses = guesses;
    }

    /** What a device has to know to begin; {@code apiKey} is shown this once. */
    record Enrolled(
            String deviceId,
            String name,
            String apiKey,
            Instant expiresAt,
            String businessId,
            String businessName,
            String timezone,
            String locale,
            String currency,
            long syncIntervalSeconds) {}

    /** Null: the answer is written already. */
    @PostMapping("/api/enroll")
    @Nullable
    ResponseEntity<Enrolled> enroll(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ObjectNode body = bodies.object(request);
        body.propertyNames().stream()
                .filter(name -> !MEMBERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw BodyCheck.invalid(name, "unknown", FieldText.NO_MEMBER);
                });
        String code = BodyCheck.text(body, "code", "code", LONGEST_CODE);
        String externalId = BodyCheck.optionalText(body, "externalId", "externalId", LONGEST_NAME);
        if (!guesses.admits(request, response)) {
            return null;
        }
        return switch (enrolments.redeem(code, externalId)) {
            case Redemption.Done done -> answer(done);
            case Redemption.Refused refused -> {
                if (refused.reason() == ProblemCode.ENROLMENT_CODE_UNKNOWN) {
                    guesses.wrong(request);
                }
                throw new ProblemException(refused.reason());
            }
        };
    }

    private ResponseEntity<Enrolled> answer(Redemption.Done done) {
        Business business = businesses.get(done.business());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Cache-Control", "no-store")
                .body(new Enrolled(
                        done.device().id().toString(),
                        done.device().name(),
                        done.device().key().apiKey(),
                        done.device().key().expiresAt(),
                        business.id().toString(),
                        business.name(),
                        business.timezone().getId(),
                        business.locale().getLanguage(),
                        business.currency(),
                        settings.syncInterval().toSeconds()));
    }
}
