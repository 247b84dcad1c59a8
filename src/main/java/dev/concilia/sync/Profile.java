package dev.concilia.sync;

import dev.concilia.catalog.Catalog;
import java.time.ZoneId;

/**
 * A business's own way of working: the catalog with its owner's overrides, and what its owner chose. Source: the catalog
 * page's "An owner may override" and "a business may …".
 *
 * @param version changes with any of it
 * @param zone the business's time zone, in which its days begin
 * @param strictFields whether fields that the catalog does not know are refused
 * @param cashSessionRequired whether a sale has to name its cash session
 * @param negativeStock whether stock may go below zero, with an alert: the goods may be gone already
 */
public record Profile(
        long version,
        ZoneId zone,
        Catalog catalog,
        boolean strictFields,
        boolean cashSessionRequired,
        boolean negativeStock) {}
