package dev.concilia.admin.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of rows: columns on wide screens, one card per row on narrow ones, read lazily. Cells are Lit templates over
 * named properties, so that a row is data and costs no component on the server; Lit escapes every value.
 *
 * <p>Properties first ({@link #with}), then {@link #card} and columns, then {@link #rows}.
 */
public class ListGrid<T> extends Grid<T> {
    private static final long serialVersionUID = 1L;
    private static final int NARROW = 1030;
    private static final int WIDE = 1440;
    private static final int SHORT = 10;
    private static final int PAGE = 50;

    private final transient Function<T, Object> id;
    private final transient Map<String, ValueProvider<T, ?>> properties = new LinkedHashMap<>();
    private final List<Column<T>> columns = new ArrayList<>();
    private final Set<Column<T>> without = new HashSet<>();
    private final Set<Column<T>> spacious = new HashSet<>();
    private @Nullable Column<T> card;
    private int width;

    /**
     * @param label what the list is, for those who do not see it
     * @param id what makes two rows the same one
     */
    public ListGrid(String label, Function<T, Object> id) {
        super(PAGE);
        this.id = id;
        addClassName("rows");
        addThemeVariants(GridVariant.AURA_NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        setAriaLabel(label);
    }

    /** A property for templates: {@code ${item.name}}. Null becomes the empty text. */
    public final ListGrid<T> with(String name, Function<T, ? extends @Nullable Object> value) {
        properties.put(name, row -> {
            Object found = value.apply(row);
            return found == null ? "" : found;
        });
        return this;
    }

    /** What a property is for a row, as the templates see it. */
    public final String property(T row, String name) {
        ValueProvider<T, ?> property = properties.get(name);
        return property == null ? "" : String.valueOf(property.apply(row));
    }

    /** The row on a narrow screen: usually a {@code <div class="row-card">} of two lines. */
    public final ListGrid<T> card(String template) {
        card = addColumn(renderer(template));
        return this;
    }

    /** A column that takes {@code grow} shares of the room, and at least {@code width} pixels. */
    public final Column<T> column(String header, String template, int width, int grow) {
        Column<T> column = addColumn(renderer(template))
                .setHeader(header)
                .setWidth(width + "px")
                .setFlexGrow(grow);
        columns.add(column);
        return column;
    }

    /** A column of figures, aligned right. */
    public final Column<T> number(String header, String template, int width) {
        return column(header, template, width, 0).setTextAlign(ColumnTextAlign.END);
    }

    /** Shows a column, or leaves it out, as long as there is room for columns. */
    public final void show(Column<T> column, boolean wanted) {
        if (wanted) {
            without.remove(column);
        } else {
            without.add(column);
        }
        compact(width);
    }

    /** Leaves a column out where there is no room to spare. */
    public final void showIfSpacious(Column<T> column) {
        spacious.add(column);
        compact(width);
    }

    /** Reads the rows from now on from {@code source}, beginning with the first. */
    public final void rows(PageSource<T> source) {
        var view = setItems(new KeysetRows<>(source, id));
        view.setItemCountUnknown();
        view.addItemCountChangeListener(
                change -> end(change.isItemCountEstimated() ? SHORT + 1 : change.getItemCount()));
    }

    /** A list of few rows ends with the last of them. */
    private void end(int rows) {
        boolean few = rows > 0 && rows <= SHORT;
        setAllRowsVisible(few);
        setClassName("short", few);
    }

    /** Reads other rows from now on, as after a change of the filters. */
    public final void reload() {
        getDataProvider().refreshAll();
    }

    /** Reads the same rows again, as they are by now. */
    public final void renew() {
        if (getDataProvider() instanceof KeysetRows<?> rows) {
            rows.renew();
        }
    }

    /** What stands there when there are no rows. */
    public final void whenEmpty(Component state) {
        setEmptyStateComponent(state);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        UI ui = attach.getUI();
        compact(ui.getPage().getExtendedClientDetails().getWindowInnerWidth());
        var resize = ui.getPage().addBrowserWindowResizeListener(size -> compact(size.getWidth()));
        addDetachListener(detach -> {
            detach.unregisterListener();
            resize.remove();
        });
    }

    /** {@code window}: its inner width in pixels; 0 is not known. */
    private void compact(int window) {
        width = window;
        boolean narrow = card != null && window > 0 && window < NARROW;
        if (card != null) {
            card.setVisible(narrow);
        }
        columns.forEach(column -> column.setVisible(
                !narrow && !without.contains(column) && !(spacious.contains(column) && window > 0 && window < WIDE)));
        setClassName("narrow", narrow);
    }

    private LitRenderer<T> renderer(String template) {
        LitRenderer<T> renderer = LitRenderer.of(template);
        properties.forEach(renderer::withProperty);
        return renderer;
    }
}
