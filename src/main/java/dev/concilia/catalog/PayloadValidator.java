package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Checks payloads against their type's schema. The schemas were compiled at start into plain checks, so that a payload
 * costs one walk over its tree. Unknown fields are allowed. Immutable; safe to share between threads.
 */
public final class PayloadValidator {
    /** Names that only the hub writes; a payload that carries one is refused. */
    private static final Set<String> HUB_OWNED = Set.of(
            "business_id",
            "businessId",
            "version",
            "seq",
            "syncVersion",
            "digest",
            "fieldVersions",
            "field_versions",
            "modifiedBy",
            "modified_by",
            "_deleted");

    private final Map<String, ObjectCheck> checks;

    PayloadValidator(Map<String, ObjectCheck> checks) {
        this.checks = Map.copyOf(checks);
    }

    /**
     * What is wrong with a payload: at most {@value Report#LIMIT} errors, none if it is fine.
     *
     * @param type a type of the catalog this validator came from, with or without an owner's overrides
     * @param payload the fields of a record; numbers should have been read as decimals
     * @param partial whether the payload holds the changed fields only, so that required ones may be absent. A null
     *     clears a field that isn't required and is an error in one that is, whether partial or not
     * @throws IllegalArgumentException if the type isn't of this catalog
     */
    public List<FieldError> validate(EntityType type, JsonNode payload, boolean partial) {
        ObjectCheck check = checks.get(type.name());
        if (check == null) {
            throw new IllegalArgumentException("The catalog has no entity " + type.name());
        }
        Report report = new Report();
        if (!payload.isObject()) {
            report.add("type", FieldText.SEND_RECORD);
            return report.errors();
        }
        refuseHubOwned(payload, report);
        NullCharacters.refuse(payload, report);
        check.check(payload, partial, report);
        return report.errors();
    }

    private static void refuseHubOwned(JsonNode payload, Report report) {
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            if (HUB_OWNED.contains(field.getKey())) {
                report.enter(field.getKey());
                report.add("hub_owned", FieldText.HUB_OWNED);
                report.leave();
            }
        }
    }
}
