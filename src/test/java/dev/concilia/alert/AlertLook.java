package dev.concilia.alert;

import dev.concilia.kernel.BusinessId;
import org.springframework.context.ApplicationContext;

/** For tests of other modules: the look at a business that the hub's job takes from time to time. */
public final class AlertLook {
    private static final BackupWatch.Backups NONE = new BackupWatch.Backups(null, null, null);

    private AlertLook() {}

    /** Raises and ends the alerts of a business as its devices stand now. */
    public static void at(ApplicationContext hub, String business) {
        hub.getBean(Evaluation.class).evaluate(BusinessId.of(business), NONE);
    }
}
