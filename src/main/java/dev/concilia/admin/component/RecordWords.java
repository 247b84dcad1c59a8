package dev.concilia.admin.component;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Records for people: the names of entities and fields in the reader's language, values as the reader writes them. */
public final class RecordWords {
    private static final String NOTHING = "–";
    private static final int TIME_AFTER = "2026-11-22T".length();

    private final Catalog catalog;
    private final Dates dates;
    private final Currency currency;
    private final String yes;
    private final String no;

    /** {@code yes} and {@code no}: the reader's words for truth. */
    public RecordWords(Catalog catalog, Dates dates, String currency, String yes, String no) {
        this.catalog = catalog;
        this.dates = dates;
        this.currency = Currency.getInstance(currency);
        this.yes = yes;
        this.no = no;
    }

    /** The entity's name; an unknown one is called as it calls itself. */
    public String entity(String name) {
        return catalog.find(name)
                .map(EntityType::labels)
                .map(labels -> in(labels, name))
                .orElse(name);
    }

    /** The field's name; one that the catalog does not know is called as it calls itself. */
    public String field(String entity, String field) {
        return catalog.find(entity)
                .map(type -> type.fieldLabels().get(field))
                .map(labels -> in(labels, field))
                .orElse(field);
    }

    /** A value of a field: money with its currency, moments in the business's zone; lists and objects as they are. */
    public String value(String entity, String field, @Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return NOTHING;
        }
        if (catalog.find(entity)
                .map(EntityType::moneyFields)
                .orElse(java.util.Set.of())
                .contains(field)) {
            return money(value);
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? yes : no;
        }
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        return value.isString() ? text(value.stringValue()) : value.toString();
    }

    private String money(JsonNode value) {
        try {
            NumberFormat format = NumberFormat.getCurrencyInstance(language());
            format.setCurrency(currency);
            return format.format(new BigDecimal(value.asString()));
        } catch (NumberFormatException e) {
            return value.asString();
        }
    }

    private String number(BigDecimal value) {
        NumberFormat format = NumberFormat.getNumberInstance(language());
        format.setMaximumFractionDigits(Math.max(0, value.stripTrailingZeros().scale()));
        return format.format(value);
    }

    private String text(String value) {
        try {
            if (value.length() > TIME_AFTER && value.charAt(TIME_AFTER - 1) == 'T') {
                Instant at = OffsetDateTime.parse(value).toInstant();
                return dates.moment(at);
            }
            if (value.length() == TIME_AFTER - 1 && value.charAt(4) == '-') {
                return dates.day(LocalDate.parse(value));
            }
        } catch (DateTimeParseException e) {
            return value; // it only looked like one
        }
        return value.isEmpty() ? NOTHING : value;
    }

    private Locale language() {
        return dates.language();
    }

    private String in(Map<String, String> labels, String fallback) {
        return labels.getOrDefault(language().getLanguage(), fallback);
    }
}
