package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import java.time.ZoneId;
import java.util.Locale;

/** One customer of the hub: the unit that data never crosses. {@code currency} is an ISO 4217 code. */
public record Business(BusinessId id, String name, ZoneId timezone, Locale locale, String currency) {}
