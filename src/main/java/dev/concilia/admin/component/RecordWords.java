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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Records for people: the names of entities and fields in the reader's language, values as the reader writes them. */
public final class RecordWords {
    private static final String NOTHING = "–";
    private static final List<List<String>> NAMES =
            List.of(List.of("name"), List.of("firstName", "lastName"), List.of("description"));
    private static final int LONGEST_NAME = 120;
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

    /** A day as the reader writes it. */
    public String day(LocalDate day) {
        return dates.day(day);
    }

    /** The entity whose records' ids the field holds; empty if it refers to nothing. */
    Optional<EntityType> target(String entity, String field) {
        return catalog.find(entity).stream()
                .flatMap(type -> type.references().stream())
                .filter(reference -> reference.field().equals(field))
                .flatMap(reference -> catalog.find(reference.entity()).stream())
                .findFirst();
    }

    /** What people call the record: its name or number, else what a list would show of it, else its id. */
    public String name(String entity, @Nullable JsonNode data, String id) {
        if (data == null) {
            return id;
        }
        for (List<String> way : NAMES) {
            String name = way.stream()
                    .map(field -> data.path(field).asString("").strip())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(" "));
            if (!name.isEmpty()) {
                return cut(name);
            }
        }
        String number = data.path("dailyNumber").asString("");
        return number.isEmpty() ? summary(entity, data, id) : field(entity, "dailyNumber") + " " + number;
    }

    /** The first columns that say something by themselves. */
    private String summary(String entity, JsonNode data, String id) {
        List<String> columns = catalog.find(entity).map(EntityType::listColumns).orElse(List.of());
        String summary = columns.stream()
                .filter(field -> target(entity, field).isEmpty() && !field.endsWith("Id"))
                .filter(field -> !data.path(field).asString("").isBlank())
                .limit(2)
                .map(field -> value(entity, field, data.get(field)))
                .collect(Collectors.joining(" · "));
        return summary.isEmpty() ? id : cut(summary);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
    }

    /** As {@link #value}, but lists and objects with a line for each of their parts. */
    public String text(String entity, String field, @Nullable JsonNode value) {
        if (value == null || !value.isContainer() || value.isEmpty()) {
            return value(entity, field, value);
        }
        return value.isObject()
                ? value.properties().stream().map(this::member).collect(Collectors.joining("\n"))
                : value.valueStream().map(part -> "• " + inline(part)).collect(Collectors.joining("\n"));
    }

    private String inline(JsonNode part) {
        return part.isObject()
                ? part.properties().stream().map(this::member).collect(Collectors.joining(" · "))
                : plain(part);
    }

    private String member(Map.Entry<String, JsonNode> member) {
        return member.getKey() + ": " + plain(member.getValue());
    }

    /** A value of which the catalog says nothing. */
    private String plain(JsonNode value) {
        return value("", "", value);
    }

    /** A value of a field: money with its currency, moments in the business's zone; lists and objects as they are. */
    public String value(String entity, String field, @Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return NOTHING;
        }
        if (catalog.find(entity).map(EntityType::moneyFields).orElse(Set.of()).contains(field)) {
            return money(value);
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? yes : no;
        }
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        return value.isString() ? written(chosen(entity, field, value.stringValue())) : value.toString();
    }

    /** The label of a value of a fixed choice; any other text as it is. */
    private String chosen(String entity, String field, String value) {
        return catalog.find(entity)
                .map(type -> type.valueLabel(field, value, language()))
                .orElse(value);
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

    private String written(String value) {
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
