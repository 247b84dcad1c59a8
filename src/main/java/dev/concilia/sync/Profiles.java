package dev.concilia.sync;

import dev.concilia.business.Businesses;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profiles of the businesses. A node keeps those it has read; every push compares the version under the clock lock, so
 * that a change made on another node counts from the next push on.
 */
@Service
public class Profiles {
    private static final String CATALOG = "catalog";
    private static final String STRICT_FIELDS = "strictFields";
    private static final String CASH_SESSION_REQUIRED = "cashSessionRequired";
    private static final String NEGATIVE_STOCK = "negativeStock";
    private static final List<String> FLAGS = List.of(STRICT_FIELDS, CASH_SESSION_REQUIRED, NEGATIVE_STOCK);

    private final Businesses businesses;
    private final Catalog catalog;
    private final ConcurrentMap<BusinessId, Profile> read = new ConcurrentHashMap<>();

    Profiles(Businesses businesses, Catalog catalog) {
        this.businesses = businesses;
        this.catalog = catalog;
    }

    /** The profile as last read by this node. */
    public Profile of(BusinessId business) {
        Profile known = read.get(business);
        return known != null ? known : fresh(business);
    }

    /** The profile as it is now. */
    public Profile fresh(BusinessId business) {
        Businesses.Settings settings = businesses.settings(business);
        ObjectNode values = settings.values();
        Profile profile = new Profile(
                settings.version(),
                businesses.get(business).timezone(),
                catalog.overriddenBy(values.path(CATALOG)),
                values.path(STRICT_FIELDS).asBoolean(false),
                values.path(CASH_SESSION_REQUIRED).asBoolean(false),
                values.path(NEGATIVE_STOCK).asBoolean(false));
        read.put(business, profile);
        return profile;
    }

    /**
     * Puts an owner's settings in place of those of {@code version}: {@code {"catalog": {entity: {strategy, priority,
     * fieldRules}}, "strictFields", "cashSessionRequired", "negativeStock"}}. What is left out is as the hub has it.
     * Throws {@code VALIDATION_FAILED} with the fields, or {@code VERSION_CONFLICT}.
     */
    public Profile change(BusinessId business, ObjectNode settings, long version) {
        List<FieldError> errors = new ArrayList<>(catalog.defectsOf(settings.path(CATALOG)));
        settings.properties().forEach(entry -> {
            if (FLAGS.contains(entry.getKey())
                    ? !isFlag(entry.getValue())
                    : !entry.getKey().equals(CATALOG)) {
                errors.add(new FieldError(entry.getKey(), "setting", FieldText.SETTING, String.join(", ", FLAGS)));
            }
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.VALIDATION_FAILED,
                    Map.of("fields", errors),
                    errors.getFirst().path());
        }
        businesses.changeSettings(business, settings, version);
        return fresh(business);
    }

    private static boolean isFlag(JsonNode node) {
        return node.isBoolean() || node.isNull();
    }
}
