package dev.concilia.admin.conflict;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.Dates;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview.Author;
import dev.concilia.sync.ConflictReview.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who changed what when, in sentences. */
final class StoryWords {
    private StoryWords() {}

    /** {@code place} knows the texts. */
    static String of(Component place, Names names, Dates dates, Story story) {
        Conflict conflict = story.conflict();
        List<String> said = new ArrayList<>();
        String device = names.device(conflict.device());
        String at = dates.moment(story.madeAt() == null ? conflict.createdAt() : story.madeAt());
        Author hub = conflict.fields().stream()
                .map(story.authors()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        said.add(
                hub == null
                        ? place.getTranslation("conflict.story.device", device, at)
                        : place.getTranslation(
                                "conflict.story.both", device, at, names.other(hub), dates.moment(hub.at())));
        if (conflict.baseVersion() != null) {
            said.add(place.getTranslation("conflict.story.base", device));
        }
        if (story.merged() > 0) {
            said.add(place.getTranslation("conflict.story.merged", story.merged()));
        }
        return String.join(" ", said);
    }
}
