package dev.concilia.admin.device;

import com.vaadin.flow.component.Component;
import dev.concilia.device.Cause;
import dev.concilia.device.Device;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of a device, in the reader's words. */
final class DeviceWords {
    private static final String UNKNOWN = "–";
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;

    private final Component place;
    private final Locale language;

    DeviceWords(Component place, Locale language) {
        this.place = place;
        this.language = language;
    }

    /** The worst cause of its badge. */
    String cause(Device device) {
        return cause(device.causes().getFirst());
    }

    String cause(Cause cause) {
        return place.getTranslation("cause." + cause.kind(), cause.number());
    }

    String kind(String kind) {
        return Kinds.KNOWN.contains(kind) ? place.getTranslation("device.kind." + kind) : kind;
    }

    /** A figure that a device reported; one that it never reported is a dash. */
    String count(@Nullable Integer number) {
        return number == null
                ? UNKNOWN
                : NumberFormat.getIntegerInstance(language).format(number);
    }

    /** How far its clock is off, in the coarsest unit that says something. */
    String skew(@Nullable Long milliseconds) {
        if (milliseconds == null) {
            return UNKNOWN;
        }
        long off = Math.abs(milliseconds);
        if (off < 2 * SECOND) {
            return place.getTranslation("device.skew.none");
        }
        return off < 2 * MINUTE
                ? place.getTranslation("device.skew.seconds", off / SECOND, milliseconds > 0 ? 1 : 0)
                : place.getTranslation("device.skew.minutes", off / MINUTE, milliseconds > 0 ? 1 : 0);
    }
}
