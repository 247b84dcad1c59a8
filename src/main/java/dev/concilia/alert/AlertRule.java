package dev.concilia.alert;

import java.util.Map;

/** How one kind of alert is watched for in a business. {@code limits} holds every limit of the kind, by name. */
public record AlertRule(AlertKind kind, boolean enabled, Map<String, Integer> limits) {
    public AlertRule {
        limits = Map.copyOf(limits);
    }

    /** The hub's default. */
    static AlertRule normal(AlertKind kind) {
        return new AlertRule(
                kind,
                true,
                kind.limits().stream()
                        .collect(java.util.stream.Collectors.toMap(AlertKind.Limit::name, AlertKind.Limit::normal)));
    }

    int limit(String name) {
        Integer limit = limits.get(name);
        if (limit == null) {
            throw new IllegalArgumentException(kind + " has no limit " + name);
        }
        return limit;
    }
}
