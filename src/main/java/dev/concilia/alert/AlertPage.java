package dev.concilia.alert;

import dev.concilia.business.HubAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where people find the alerts. */
final class AlertPage {
    private AlertPage() {}

    /** Its address; none where nobody told the hub how it is reached. */
    static @Nullable String of(HubAddress hub) {
        URI url = hub.publicUrl();
        return url == null ? null : hub.origin(url) + "/alerts";
    }
}
