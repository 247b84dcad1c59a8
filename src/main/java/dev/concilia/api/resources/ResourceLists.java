package dev.concilia.api.resources;

import dev.concilia.api.JsonAnswer;
import dev.concilia.api.RecordJson;
import dev.concilia.business.Businesses;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.RecordQuery;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lists of an entity: {@code {<entity>: […], total, next}}. Without {@code limit} all of it is streamed, as the multi-machine
 * clients expect; with it, a page, and {@code next} is the {@code after} of the page to come.
 */
@Component
class ResourceLists {
    private static final int LARGEST_PAGE = 1_000;
    private static final int LONGEST_TEXT = 100;

    private final Records records;
    private final Businesses businesses;

    ResourceLists(Records records, Businesses businesses) {
        this.records = records;
        this.businesses = businesses;
    }

    void write(BusinessId business, EntityType type, HttpServletRequest request, HttpServletResponse response) {
        Integer limit = limit(request);
        RecordQuery query = query(business, type, request, limit == null ? LARGEST_PAGE : limit + 1);
        if (limit == null) {
            all(business, query, response);
        } else {
            page(business, query, limit, response);
        }
    }

    private void all(BusinessId business, RecordQuery query, HttpServletResponse response) {
        long total = records.count(business, query);
        JsonAnswer.write(response, out -> {
            out.writeStartObject();
            out.writeNumberProperty("total", total);
            out.writeArrayPropertyStart(query.entity());
            records.each(business, query, record -> out.writeTree(RecordJson.of(record)));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private void page(BusinessId business, RecordQuery query, int limit, HttpServletResponse response) {
        List<RecordState> found = records.page(business, query);
        List<RecordState> shown = found.size() > limit ? found.subList(0, limit) : found;
        JsonAnswer.write(response, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart(query.entity());
            shown.forEach(record -> out.writeTree(RecordJson.of(record)));
            out.writeEndArray();
            out.writeStringProperty(
                    "next", found.size() > limit ? shown.getLast().key().id() : null);
            out.writeEndObject();
        });
    }

    private RecordQuery query(BusinessId business, EntityType type, HttpServletRequest request, int limit) {
        ZoneId zone = businesses.get(business).timezone();
        String text = request.getParameter("q");
        if (text != null && text.length() > LONGEST_TEXT) {
            throw invalid("q");
        }
        return new RecordQuery(
                type.name(),
                moment(request, zone, false, "from", "start_date"),
                moment(request, zone, true, "to", "end_date"),
                text == null || text.isBlank() ? null : text.strip(),
                request.getParameter("after"),
                limit);
    }

    private static @Nullable Integer limit(HttpServletRequest request) {
        String text = request.getParameter("limit");
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw invalid("limit");
    }

    /** A time, or a day in the business's zone: the start of it, and as an end the start of the next. */
    private static @Nullable Instant moment(HttpServletRequest request, ZoneId zone, boolean end, String... names) {
        for (String name : names) {
            String text = request.getParameter(name);
            if (text != null && !text.isBlank()) {
                try {
                    return text.length() == 10
                            ? LocalDate.parse(text)
                                    .plusDays(end ? 1 : 0)
                                    .atStartOfDay(zone)
                                    .toInstant()
                            : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
                } catch (DateTimeException e) {
                    throw invalid(name);
                }
            }
        }
        return null;
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(ProblemCode.INVALID_PARAMETER, name);
    }
}
