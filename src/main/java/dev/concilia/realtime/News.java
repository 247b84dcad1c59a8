package dev.concilia.realtime;

import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.HintFeed.Hint;
import dev.concilia.sync.HintFeed.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event for the listeners of a business. It is a hint: what it says can be pulled.
 *
 * @param seq place in the feed up to which its hearer knows what there is to pull
 * @param author the device that need not be told, as the change is its own
 */
record News(
        String event,
        Map<String, Object> data,
        long seq,
        @Nullable DeviceId author) {
    /** A record has changed. */
    static final String UPDATE = "sync:update";
    /** There is a new order. */
    static final String ORDER = "order:new";

    private static final String ORDERS = "orders";

    /**
     * What a page of changes is told by: each record, or where there are more than {@code details}, each table, without
     * {@code id} and {@code deleted}. New orders are
     * named in either case, at most as many.
     */
    static List<News> of(Page page, int details) {
        List<News> news = new ArrayList<>();
        boolean few = page.hints().size() <= details;
        Map<String, Instant> tables = new LinkedHashMap<>();
        int orders = 0;
        for (Hint hint : page.hints()) {
            if (few) {
                news.add(update(hint.entity(), hint.id(), hint.updatedAt(), hint.deleted(), hint.seq(), hint.device()));
            } else {
                tables.put(hint.entity(), hint.updatedAt());
            }
            if (hint.born() && hint.entity().equals(ORDERS) && orders++ < details) {
                news.add(new News(ORDER, Map.of("orderId", hint.id()), hint.seq(), null));
            }
        }
        tables.forEach((table, at) ->
                news.add(update(table, null, at, null, page.next().seq(), null)));
        return news;
    }

    private static News update(
            String table,
            @Nullable String id,
            Instant at,
            @Nullable Boolean deleted,
            long seq,
            @Nullable DeviceId author) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("table", table);
        if (id != null) {
            data.put("id", id);
        }
        data.put("updatedAt", at.toString());
        if (deleted != null) {
            data.put("deleted", deleted);
        }
        return new News(UPDATE, data, seq, author);
    }

    /** Whether {@code listener} is to hear it. */
    boolean isFor(@Nullable DeviceId listener) {
        return author == null || !author.equals(listener);
    }
}
