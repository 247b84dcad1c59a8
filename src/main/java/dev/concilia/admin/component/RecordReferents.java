package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The live records of an entity, in the order of its list, read as far as somebody looks. */
final class RecordReferents implements Referents {
    private static final int LONGEST_ID = 64;

    private final RecordNames.Known names;
    private final EntityType type;
    private @Nullable Component place;
    private IntConsumer progress = finds -> {};
    private @Nullable Asked asked;

    /** What somebody looks for. */
    private record Asked(
            String text, RecordSearch search, @Nullable SearchRun run) {}

    RecordReferents(RecordNames.Known names, EntityType type) {
        this.names = names;
        this.type = type;
    }

    @Override
    public void follow(Component page, IntConsumer work) {
        place = page;
        progress = work;
    }

    @Override
    public List<String> find(String text, int from, int limit) {
        Asked now = asked(text);
        RecordSearch search = now.search();
        if (!search.isEnded() && search.size() < from + limit) {
            readOn(now, from + limit);
        }
        List<RecordList.Row> found = search.page(from, limit);
        names.learn(found.stream().map(RecordList.Row::record).toList());
        return found.stream().map(row -> row.record().key().id()).toList();
    }

    /** What is near is there at once; a search goes on beside the page. */
    private static void readOn(Asked now, int wanted) {
        RecordSearch search = now.search();
        SearchRun run = now.run();
        do {
            if (run == null || search.looked() == 0) {
                search.take(search.look(wanted - search.size()));
            }
        } while (run == null && !search.isEnded() && search.size() < wanted);
        if (run != null) {
            run.until(wanted);
        }
    }

    private Asked asked(String text) {
        Asked before = asked;
        if (before != null && before.text().equals(text)) {
            return before;
        }
        stop();
        RecordSearch search = names.search(new RecordList.Query(type, text.isEmpty() ? null : text, false));
        Component page = place;
        SearchRun run = page == null || text.isEmpty() ? null : new SearchRun(page, search, () -> tell(search));
        Asked now = new Asked(text, search, run);
        asked = now;
        return now;
    }

    private void tell(RecordSearch search) {
        Asked now = asked;
        if (now != null && now.search() == search) { // else nobody waits for it any more
            progress.accept(search.size());
        }
    }

    @Override
    public Optional<String> name(String id) {
        return id.length() > LONGEST_ID || id.indexOf('\0') >= 0
                ? Optional.empty()
                : names.name(new RecordKey(type.name(), id));
    }

    /** What is looked for later is looked for anew. */
    @Override
    public void stop() {
        Asked before = asked;
        if (before != null && before.run() != null) {
            before.run().stop();
        }
        asked = null;
    }

    @Override
    public long looked() {
        Asked now = asked;
        SearchRun run = now == null ? null : now.run();
        return now == null || run == null || !run.isRunning() ? 0 : now.search().looked();
    }
}
