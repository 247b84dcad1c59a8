package dev.concilia.api.resources;

import dev.concilia.api.JsonAnswer;
import dev.concilia.api.RecordJson;
import dev.concilia.api.Times;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.RecordPage;
import dev.concilia.sync.RecordQuery;
import dev.concilia.sync.Records;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lists of an entity, under the name that the caller used: {@code {total, <name>: […]}}, all of it, streamed, as the
 * multi-machine clients expect; with {@code limit} a page: {@code {<name>: […], next}}, and {@code next} is the {@code after} of
 * the page to come.
 */
@Component
class ResourceLists {
    private static final int LARGEST_PAGE = 1_000;
    private static final int USUAL_PAGE = 100;
    private static final int LONGEST_TEXT = 100;

    private final Records records;
    private final Profiles profiles;

    ResourceLists(Records records, Profiles profiles) {
        this.records = records;
        this.profiles = profiles;
    }

    void write(
            BusinessId business,
            EntityType type,
            String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        Integer limit = limit(request);
        RecordQuery query = query(business, type, request, limit == null ? USUAL_PAGE : limit);
        if (limit == null && query.after() == null) {
            all(business, query, name, response);
        } else {
            page(records.page(business, query), name, response);
        }
    }

    private void all(BusinessId business, RecordQuery query, String name, HttpServletResponse response) {
        long total = records.count(business, query);
        JsonAnswer.write(response, out -> {
            out.writeStartObject();
            out.writeNumberProperty("total", total);
            out.writeArrayPropertyStart(name);
            records.each(business, query, page -> page.forEach(record -> out.writeTree(RecordJson.of(record))));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void page(RecordPage page, String name, HttpServletResponse response) {
        JsonAnswer.write(response, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart(name);
            page.records().forEach(record -> out.writeTree(RecordJson.of(record)));
            out.writeEndArray();
            out.writeStringProperty("next", page.next());
            out.writeEndObject();
        });
    }

    private RecordQuery query(BusinessId business, EntityType type, HttpServletRequest request, int limit) {
        ZoneId zone = profiles.of(business).zone();
        String text = optional(request, "q");
        if (text != null && text.length() > LONGEST_TEXT) {
            throw invalid("q");
        }
        return new RecordQuery(
                type.name(),
                moment(request, zone, false, "from", "start_date"),
                moment(request, zone, true, "to", "end_date"),
                text,
                optional(request, "after"),
                limit);
    }

    /** A parameter; one with characters that no text of the database holds fits nowhere. */
    private static @Nullable String optional(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        if (text != null && text.indexOf('\0') >= 0) {
            throw invalid(name);
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable Integer limit(HttpServletRequest request) {
        String text = optional(request, "limit");
        if (text == null) {
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
            String text = optional(request, name);
            if (text != null) {
                try {
                    return Times.sane(
                            text.length() == 10
                                    ? LocalDate.parse(text)
                                            .plusDays(end ? 1 : 0)
                                            .atStartOfDay(zone)
                                            .toInstant()
                                    : OffsetDateTime.parse(text.replace(' ', '+'))
                                            .toInstant());
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
