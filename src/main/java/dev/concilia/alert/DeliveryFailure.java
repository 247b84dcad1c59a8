package dev.concilia.alert;

/**
 * Why something was not delivered. {@link AlertTexts#failure} makes a sentence of it.
 *
 * @param detail what the other side said, in its own words, or a number; may be empty
 */
public record DeliveryFailure(Reason reason, String detail) {
    private static final int LONGEST = 300;

    public DeliveryFailure {
        String line = detail.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        detail = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    static DeliveryFailure of(Reason reason) {
        return new DeliveryFailure(reason, "");
    }

    /** What can go wrong on the way. */
    public enum Reason {
        NO_MAIL_SERVER(false),
        NO_PUBLIC_ADDRESS(false),
        MAIL_UNREACHABLE(true),
        MAIL_LOGIN(true),
        MAIL_REFUSED(true),
        ADDRESS_REFUSED(false),
        HOST_UNKNOWN(true),
        PRIVATE_ADDRESS(false),
        UNREACHABLE(true),
        NO_ANSWER(true),
        NOT_SECURE(true),
        STATUS(true),
        SWITCHED_OFF(false),
        INTERNAL(true);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /** Whether it may go by itself. */
        boolean passing() {
            return passing;
        }
    }
}
