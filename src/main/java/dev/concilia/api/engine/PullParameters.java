package dev.concilia.api.engine;

import dev.concilia.api.Times;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.Priority;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.Operation;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.PullQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads {@code cursor, since, entities, limit, minPriority, excludeOwn, wait}; what does not fit is named. */
@Component
class PullParameters {
    private static final int USUAL_PAGE = 500;
    private static final Pattern OWN_TABLE = Pattern.compile("[a-z_]+s");
    private static final Set<String> NOTHING = Set.of(""); // no entity has that name; an empty set would ask for all

    private final Profiles profiles;

    PullParameters(Profiles profiles) {
        this.profiles = profiles;
    }

    PullQuery read(BusinessId business, HttpServletRequest request) {
        int lowest = lowest(request);
        return new PullQuery(
                blankToNull(request.getParameter("cursor")),
                Times.parameter(request, "since"),
                entities(profiles.of(business).catalog(), request, lowest),
                number(request, "limit", USUAL_PAGE, 1, ChangeFeed.LARGEST_PAGE),
                flag(request, "excludeOwn"),
                Duration.ofSeconds(number(request, "wait", 0, 0, (int) ChangeFeed.LONGEST_WAIT.toSeconds())),
                lowest);
    }

    /** The canonical names that {@code entities} and {@code minPriority} leave; empty for all. */
    Set<String> entities(BusinessId business, HttpServletRequest request) {
        return entities(profiles.of(business).catalog(), request, lowest(request));
    }

    /** By the canonical name, the name under which the caller asks for an entity: as it asks, it is answered. */
    Map<String, String> names(BusinessId business, HttpServletRequest request) {
        String wanted = blankToNull(request.getParameter("entities"));
        Map<String, String> names = new HashMap<>();
        for (String name : wanted == null ? new String[0] : wanted.split(",", -1)) {
            profiles.of(business).catalog().find(name.strip()).ifPresent(type -> names.put(type.name(), name.strip()));
        }
        return names;
    }

    /**
     * The names of a push that are a client's own tables and not the catalog's, by those of the catalog: {@code abonos} for
     * {@code payments}. A type in the singular is only another way to say the same.
     */
    Map<String, String> ownNames(BusinessId business, List<Operation> operations) {
        Catalog catalog = profiles.of(business).catalog();
        Map<String, String> names = new HashMap<>();
        for (Operation operation : operations) {
            String name = operation.entity();
            catalog.find(name)
                    .filter(type ->
                            !type.name().equals(name) && OWN_TABLE.matcher(name).matches())
                    .ifPresent(type -> names.put(type.name(), name));
        }
        return names;
    }

    private static int lowest(HttpServletRequest request) {
        return number(request, "minPriority", 0, 0, Priority.CRITICAL.least());
    }

    private static Set<String> entities(Catalog catalog, HttpServletRequest request, int lowest) {
        String names = blankToNull(request.getParameter("entities"));
        if (names == null) {
            return lowest == 0
                    ? Set.of()
                    : catalog.all().stream()
                            .filter(type -> type.priority() >= lowest)
                            .map(EntityType::name)
                            .collect(Collectors.toSet());
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names.split(",", -1)) {
            EntityType type = catalog.find(name.strip()).orElseThrow(() -> invalid("entities"));
            if (type.priority() >= lowest) {
                wanted.add(type.name());
            }
        }
        return wanted.isEmpty() ? NOTHING : wanted;
    }

    static int number(HttpServletRequest request, String name, int otherwise, int least, int most) {
        String text = blankToNull(request.getParameter(name));
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw invalid(name);
    }

    static boolean flag(HttpServletRequest request, String name) {
        String text = blankToNull(request.getParameter(name));
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw invalid(name);
        }
        return "true".equals(text);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(ProblemCode.INVALID_PARAMETER, name);
    }
}
