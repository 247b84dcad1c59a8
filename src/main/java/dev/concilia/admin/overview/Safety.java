package dev.concilia.admin.overview;

import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.BackupWatch.LastBackup;
import java.util.List;
import java.util.Optional;

/** How the hub's backups stand. What was not verified is not called good. */
enum Safety {
    MISSING("warn"),
    FAILED("bad"),
    LATE("bad"),
    RUNNING("info"),
    UNVERIFIED("warn"),
    VERIFIED("ok");

    private final String tone;

    Safety(String tone) {
        this.tone = tone;
    }

    static Safety of(Optional<LastBackup> newest, List<Alert> alerts) {
        if (newest.isEmpty()) {
            return MISSING;
        }
        LastBackup last = newest.get();
        if (last.failed()) {
            return FAILED;
        }
        if (alerts.stream().anyMatch(alert -> alert.kind() == AlertKind.BACKUP_LATE)) {
            return LATE;
        }
        if (last.running()) {
            return RUNNING;
        }
        return last.verifiedAt() == null ? UNVERIFIED : VERIFIED;
    }

    String tone() {
        return tone;
    }

    /** Whether the answer of the page has to speak of it. */
    boolean isWorry() {
        return compareTo(LATE) <= 0;
    }
}
