package dev.concilia.kernel;

/**
 * What can go wrong, as it stands on the wire ({@code code} of a problem, {@code error} of an operation). Source: the
 * protocol's "Errors" and "Push". The sentence for people is a translation under {@code problem.<CODE>}.
 */
public enum ProblemCode {
    MALFORMED_JSON(400, Retry.AFTER_FIX),
    VALIDATION_FAILED(422, Retry.AFTER_FIX),
    INVALID_CURSOR(400, Retry.AFTER_FIX),
    INVALID_PARAMETER(400, Retry.AFTER_FIX),
    API_KEY_MISSING(401, Retry.AFTER_FIX),
    INVALID_API_KEY(401, Retry.AFTER_FIX),
    FORBIDDEN(403, Retry.NEVER),
    NOT_FOUND(404, Retry.NEVER),
    METHOD_NOT_ALLOWED(405, Retry.NEVER),
    NOT_ACCEPTABLE(406, Retry.NEVER),
    ALREADY_EXISTS(409, Retry.AFTER_FIX),
    ALREADY_RESOLVED(409, Retry.NEVER),
    NOT_RESOLVED(409, Retry.NEVER),
    CHANGED_SINCE(409, Retry.NEVER),
    VERSION_CONFLICT(409, Retry.AFTER_FIX),
    IN_PROGRESS(409, Retry.LATER),
    NOT_RECOVERING(409, Retry.NEVER),
    LAST_OWNER(409, Retry.NEVER),
    ENROLMENT_CODE_UNKNOWN(404, Retry.AFTER_FIX),
    ENROLMENT_CODE_USED(410, Retry.AFTER_FIX),
    ENROLMENT_CODE_EXPIRED(410, Retry.AFTER_FIX),
    RESYNC_REQUIRED(410, Retry.AFTER_FIX),
    BATCH_TOO_LARGE(413, Retry.AFTER_FIX),
    BODY_TOO_LARGE(413, Retry.AFTER_FIX),
    UNSUPPORTED_MEDIA_TYPE(415, Retry.AFTER_FIX),
    UNSUPPORTED_PROTOCOL(400, Retry.NEVER),
    RATE_LIMITED(429, Retry.LATER),
    INTERNAL(500, Retry.LATER),
    UNAVAILABLE(503, Retry.LATER),

    CONFLICT(409, Retry.AFTER_FIX),
    UNKNOWN_ENTITY(422, Retry.NEVER),
    CREATE_ONLY(422, Retry.NEVER),
    WRONG_DIRECTION(422, Retry.NEVER),
    GROUP_ABORTED(422, Retry.AFTER_FIX),
    OPERATION_ID_REUSED(422, Retry.NEVER),
    IDEMPOTENCY_KEY_REUSED(422, Retry.NEVER),
    INSUFFICIENT_STOCK(422, Retry.AFTER_FIX),
    CASH_SESSION_CLOSED(422, Retry.AFTER_FIX),
    CASH_SESSION_REQUIRED(422, Retry.AFTER_FIX),
    DAILY_NUMBER_TAKEN(422, Retry.AFTER_FIX),
    TOTAL_MISMATCH(422, Retry.AFTER_FIX);

    /** What the receiver should do next. */
    public enum Retry {
        NEVER("never"),
        AFTER_FIX("after-fix"),
        LATER("later");

        private final String wire;

        Retry(String wire) {
            this.wire = wire;
        }

        /** The word of the protocol. */
        public String wire() {
            return wire;
        }
    }

    private final int status;
    private final Retry retry;

    ProblemCode(int status, Retry retry) {
        this.status = status;
        this.retry = retry;
    }

    /** The HTTP status that goes with a whole call that failed this way. */
    public int status() {
        return status;
    }

    public Retry retry() {
        return retry;
    }
}
