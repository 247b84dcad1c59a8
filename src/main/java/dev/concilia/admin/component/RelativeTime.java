package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** "12 s ago", kept up to date by the browser; pointing at it shows the full date in the business's zone. */
@Tag("concilia-time")
public final class RelativeTime extends Component {
    private static final long serialVersionUID = 1L;

    public RelativeTime(ZoneId zone) {
        getElement().setAttribute("zone", zone.getId());
    }

    /** No moment is shown as "never". */
    public void show(@Nullable Instant at) {
        getElement().setAttribute("at", at == null ? "" : Long.toString(at.toEpochMilli()));
    }
}
