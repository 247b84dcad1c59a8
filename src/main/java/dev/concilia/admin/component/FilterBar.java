package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The filters above a list. Their state is the address: a change navigates to the same page with other parameters, and
 * the page reads them from there ({@link #read}), so that a filtered list can be bookmarked, sent, and gone back to.
 */
public final class FilterBar extends Div {
    private static final long serialVersionUID = 1L;

    /** One choice of a list: its word in the address, and for people. */
    public record Option(String value, String label) {}

    private record Filter<C extends Focusable<?> & HasValue<?, V>, V>(
            C field, Function<V, String> write, Function<String, @Nullable V> read) {
        String value() {
            return field.isEmpty() ? "" : write.apply(field.getValue());
        }

        void show(String text) {
            V value = text.isEmpty() ? null : read.apply(text);
            field.setValue(value == null ? field.getEmptyValue() : value);
        }
    }

    private final transient Map<String, Filter<?, ?>> filters = new LinkedHashMap<>();
    private final transient Map<String, Select<Option>> choices = new LinkedHashMap<>();
    private final Button clear = new Button();
    private boolean reading;

    public FilterBar() {
        addClassName("filters");
        getElement().setAttribute("role", "search").setAttribute("aria-label", getTranslation("filter.label"));
        clear.setText(getTranslation("filter.clear"));
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        clear.addClickListener(click -> clear());
        add(clear);
    }

    /** One of several; the first entry, without a value, stands for all. */
    public FilterBar choice(String parameter, String label, String all, List<Option> options) {
        Select<Option> select = new Select<>();
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(all);
        select.setItems(options);
        select.setItemLabelGenerator(option -> option == null ? all : option.label());
        select.setLabel(label);
        select.setPlaceholder(all);
        choices.put(parameter, select);
        Function<String, @Nullable Option> found = text -> select.getListDataView()
                .getItems()
                .filter(option -> option.value().equals(text))
                .findFirst()
                .orElse(null);
        return place(parameter, select, new Filter<>(select, Option::value, found));
    }

    /** Gives a choice other options, as when they hang on another filter; without any it is hidden. Before {@link #read}. */
    public void options(String parameter, List<Option> options) {
        Select<Option> select = choices.get(parameter);
        if (select != null) {
            reading = true;
            try {
                select.setItems(options);
            } finally {
                reading = false;
            }
            select.setVisible(!options.isEmpty());
        }
    }

    /** A search by text; {@code /} on the keyboard leads to it. */
    public FilterBar text(String parameter, String label) {
        TextField field = new TextField();
        field.setPlaceholder(label);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setMaxLength(200);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addClassName("search");
        field.getElement().setAttribute("data-search", true);
        return place(parameter, field, new Filter<>(field, String::strip, text -> text));
    }

    /** A day, as 2026-11-22 in the address. */
    public FilterBar day(String parameter, String label) {
        DatePicker field = new DatePicker(label);
        field.setClearButtonVisible(true);
        field.setLocale(getLocale());
        field.setI18n(DateWords.picker(this, getLocale()));
        return place(parameter, field, new Filter<>(field, LocalDate::toString, FilterBar::date));
    }

    /** Yes or no; {@code true} in the address. */
    public FilterBar flag(String parameter, String label) {
        Checkbox field = new Checkbox(label);
        return place(parameter, field, new Filter<>(field, on -> "true", text -> "true".equals(text)));
    }

    /** Shows what the address says; what it says wrongly counts as not said. */
    public void read(QueryParameters parameters) {
        reading = true;
        try {
            filters.forEach((name, filter) ->
                    filter.show(parameters.getSingleParameter(name).orElse("")));
        } finally {
            reading = false;
        }
        clear.setVisible(isActive());
    }

    /** The filter's value as in the address, or empty. */
    public Optional<String> value(String parameter) {
        Filter<?, ?> filter = filters.get(parameter);
        return filter == null ? Optional.empty() : Optional.of(filter.value()).filter(text -> !text.isEmpty());
    }

    /** Whether anything is filtered out. */
    public boolean isActive() {
        return filters.values().stream().anyMatch(filter -> !filter.value().isEmpty());
    }

    /** The parameters as they stand, for links to the same selection. */
    public QueryParameters parameters() {
        Map<String, String> set = new LinkedHashMap<>();
        filters.forEach((name, filter) -> {
            if (!filter.value().isEmpty()) {
                set.put(name, filter.value());
            }
        });
        return QueryParameters.simple(set);
    }

    private <C extends Component & Focusable<?> & HasValue<?, V>, V> FilterBar place(
            String parameter, C field, Filter<C, V> filter) {
        filters.put(parameter, filter);
        field.addValueChangeListener(change -> {
            if (!reading && field instanceof TextField) {
                replace(parameters()); // or going back would undo the typing, pause by pause
            } else if (!reading) {
                navigate(parameters());
            }
        });
        addComponentAtIndex(filters.size() - 1, field);
        return this;
    }

    /** The button goes with the last filter, so what had the focus would be gone. */
    private void clear() {
        navigate(QueryParameters.empty());
        filters.values().stream().findFirst().ifPresent(first -> first.field.focus());
    }

    private void navigate(QueryParameters parameters) {
        UI ui = UI.getCurrent();
        Location here = ui.getActiveViewLocation();
        ui.navigate(here.getPath(), parameters);
    }

    private void replace(QueryParameters parameters) {
        UI ui = UI.getCurrent();
        Location there = new Location(ui.getActiveViewLocation().getPath(), parameters);
        ui.getPage().getHistory().replaceState(null, there, true);
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
