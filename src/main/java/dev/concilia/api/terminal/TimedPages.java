package dev.concilia.api.terminal;

import dev.concilia.sync.Caller;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.PullQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the feed for callers who go on by a time, not by a cursor. All records of a commit have the same time, and a
 * client in JavaScript keeps three digits of it: so a page never ends within a millisecond, and the time that it gives to go
 * on from misses nothing, however it is cut to milliseconds.
 */
final class TimedPages {
    private static final int USUAL = 500;

    private final ChangeFeed feed;

    TimedPages(ChangeFeed feed) {
        this.feed = feed;
    }

    /** Changes, and the time to ask from next: no change that is still to come will be as old. */
    record Page(List<FeedPage.Change> changes, Instant time, boolean hasMore) {}

    /** What changed after {@code since}, or all that there is; {@code entities} empty for all. */
    Page after(Caller caller, Set<String> entities, @Nullable Instant since) {
        FeedPage page = feed.firstSince(caller, entities, since, USUAL);
        List<FeedPage.Change> changes = new ArrayList<>(page.changes());
        if (!page.hasMore()) {
            return new Page(changes, page.upTo(), false);
        }
        Instant end = wholeMillisecond(changes.getLast().updatedAt());
        while (page.hasMore()) {
            page = feed.pull(
                    caller,
                    new PullQuery(page.cursor(), null, entities, ChangeFeed.LARGEST_PAGE, false, Duration.ZERO));
            for (FeedPage.Change change : page.changes()) {
                if (change.updatedAt().isAfter(end)) {
                    return new Page(changes, end, true);
                }
                changes.add(change);
            }
        }
        return new Page(changes, page.upTo(), false);
    }

    private static Instant wholeMillisecond(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MILLIS);
        return cut.equals(time) ? cut : cut.plusMillis(1);
    }
}
