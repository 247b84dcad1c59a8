package dev.concilia.admin.people;

import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.PageSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A short list whose rows have buttons, read by key: one part of it, and the next one when it is asked for. */
final class MoreList<T> extends Div {
    private static final long serialVersionUID = 1L;
    static final int PART = 25;

    private final transient Function<T, ListItem> item;
    private final UnorderedList list = new UnorderedList();
    private final ActButton more = new ActButton(getTranslation("people.more"), this::next);
    private transient PageSource<T> source = (last, limit) -> List.of();
    private transient @Nullable T last;

    MoreList(Function<T, ListItem> item) {
        this.item = item;
        list.addClassName("plain-list");
        more.addThemeVariants(ButtonVariant.TERTIARY);
        add(list, more);
    }

    /** Shows the list afresh; {@code none} is what stands there when it is empty. */
    void show(PageSource<T> rows, String none) {
        source = rows;
        last = null;
        list.removeAll();
        if (next() == 0) {
            ListItem nothing = new ListItem(none);
            nothing.addClassName("muted");
            list.add(nothing);
        }
    }

    private int next() {
        List<T> rows = source.after(last, PART + 1);
        rows.stream().limit(PART).forEach(row -> {
            list.add(item.apply(row));
            last = row;
        });
        more.setVisible(rows.size() > PART);
        return rows.size();
    }
}
