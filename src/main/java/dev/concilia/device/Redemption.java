package dev.concilia.device;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;

/** What became of an enrolment code that a device presented. */
public sealed interface Redemption {
    /** The code is used up; {@code device} holds the one key that came of it. */
    record Done(BusinessId business, Devices.Enrolled device) implements Redemption {}

    /** {@code ENROLMENT_CODE_UNKNOWN}, {@code …_USED} or {@code …_EXPIRED}. */
    record Refused(ProblemCode reason) implements Redemption {}
}
