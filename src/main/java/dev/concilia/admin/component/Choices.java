package dev.concilia.admin.component;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/** Time zones and currencies to choose from. */
public final class Choices {
    private static final Set<String> USUAL = Set.of(
            "MXN", "BRL", "USD", "EUR", "ARS", "BOB", "CLP", "COP", "CRC", "DOP", "GTQ", "HNL", "NIO", "PAB", "PEN",
            "PYG", "UYU", "VES");

    private Choices() {}

    /** Zones that are named after a place, by name. */
    public static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .sorted()
                .toList();
    }

    /** Currencies that one pays with, those of the Americas and Europe first. */
    public static List<Currency> currencies() {
        return Currency.getAvailableCurrencies().stream()
                .filter(c -> c.getDefaultFractionDigits() >= 0)
                .sorted(Comparator.comparing((Currency c) -> !USUAL.contains(c.getCurrencyCode()))
                        .thenComparing(Currency::getCurrencyCode))
                .toList();
    }
}
