package dev.concilia.demo;

import java.time.Duration;
import java.util.List;

/**
 * A device of the sample and its ways.
 *
 * @param externalId by which a later start knows it again
 * @param trade what it does
 * @param cutOff how likely a turn begins a spell without network
 * @param skew its clock minus the true time
 * @param mishap how likely a turn damages what it holds
 */
record Profile(
        String externalId,
        String name,
        String kind,
        String location,
        Trade trade,
        double cutOff,
        Duration skew,
        double mishap) {
    enum Trade {
        /** Sells. */
        TILL,
        /** Takes orders, sells a little. */
        TABLET,
        /** The local back end of a location: stock, prices, customers; keeps all tables. */
        BACKEND,
        /** Enrolled and never switched on. */
        NONE
    }

    /** The rare spell, and that of a place with a bad line. */
    private static final double STEADY = 0.002;

    private static final double SHAKY = 0.012;

    /** About every quarter of an hour. */
    private static final double WORN_OUT = 0.007;

    static final List<Profile> ALL = List.of(
            of("servidor-centro", "Servidor Centro", "backend", "Centro", Trade.BACKEND, 0),
            of("caja-centro-1", "Caja Centro 1", "terminal", "Centro", Trade.TILL, STEADY),
            of("caja-centro-2", "Caja Centro 2", "terminal", "Centro", Trade.TILL, STEADY),
            of("tableta-centro-1", "Tableta Centro 1", "tablet", "Centro", Trade.TABLET, STEADY),
            of("caja-norte-1", "Caja Norte 1", "terminal", "Norte", Trade.TILL, STEADY),
            new Profile(
                    "demo-caja-norte-2",
                    "Caja Norte 2",
                    "terminal",
                    "Norte",
                    Trade.TILL,
                    STEADY,
                    Duration.ofMinutes(7).plusSeconds(20),
                    0),
            new Profile(
                    "demo-tableta-norte",
                    "Tableta Norte",
                    "tablet",
                    "Norte",
                    Trade.TABLET,
                    STEADY,
                    Duration.ZERO,
                    WORN_OUT),
            of("caja-sur", "Caja Sur", "terminal", "Sur", Trade.TILL, SHAKY),
            of("tableta-sur", "Tableta Sur", "tablet", "Sur", Trade.TABLET, SHAKY),
            of("tableta-nueva", "Tableta nueva", "tablet", "Centro", Trade.NONE, 0));

    private static Profile of(String id, String name, String kind, String location, Trade trade, double cutOff) {
        return new Profile("demo-" + id, name, kind, location, trade, cutOff, Duration.ZERO, 0);
    }
}
