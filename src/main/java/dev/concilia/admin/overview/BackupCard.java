package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Icon;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.alert.BackupWatch.LastBackup;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the hub's last backup stands. What was not verified is not called good. */
final class BackupCard extends Section {
    private static final long serialVersionUID = 1L;

    private final ZoneId zone;
    private final Div state = new Div();

    BackupCard(ZoneId zone) {
        this.zone = zone;
        addClassNames("card", "backup");
        getElement().setAttribute("aria-labelledby", "backup-title");
        H2 title = new H2(getTranslation("backup.title"));
        title.setId("backup-title");
        state.addClassName("backup-state");
        add(new Icon("backup"), title, state);
    }

    void show(Optional<LastBackup> last) {
        state.removeAll();
        last.ifPresentOrElse(this::show, () -> say("warn", getTranslation("backup.none"), null, "backup.none.text"));
    }

    private void show(LastBackup last) {
        if (last.failed()) {
            say("bad", getTranslation("backup.failed"), last.startedAt(), "backup.failed.text");
        } else if (last.running()) {
            say("info", getTranslation("backup.running"), last.startedAt(), "backup.running.text");
        } else if (last.verifiedAt() == null) {
            say("warn", getTranslation("backup.unverified"), last.finishedAt(), "backup.unverified.text");
        } else {
            say("ok", getTranslation("backup.verified"), last.verifiedAt(), "backup.verified.text");
        }
    }

    private void say(String tone, String word, @Nullable Instant at, String key) {
        Span tag = new Span(word);
        tag.addClassName("tag");
        tag.getElement().setAttribute("data-tone", tone);
        state.add(tag);
        if (at != null) {
            RelativeTime time = new RelativeTime(zone);
            time.show(at);
            state.add(time);
        }
        Span text = new Span(getTranslation(key));
        text.addClassName("muted");
        state.add(text);
    }
}
