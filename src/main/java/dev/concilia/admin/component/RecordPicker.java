package dev.concilia.admin.component;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.text.NumberFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses what a field refers to, by its name; an exact id may be typed. Its value is the id. */
final class RecordPicker extends ComboBox<String> {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;
    private static final String CHOICE =
            "<div class=\"two-lines\"><span>${item.name}</span>" + "<span class=\"muted cut\">${item.id}</span></div>";

    private final transient Referents referents;
    private int shown;

    RecordPicker(String label, Referents referents) {
        super(PAGE);
        this.referents = referents;
        setLabel(label);
        setClearButtonVisible(true);
        setAllowCustomValue(true);
        setItemLabelGenerator(this::name);
        setRenderer(
                LitRenderer.<String>of(CHOICE).withProperty("name", this::name).withProperty("id", id -> id));
        setItems(this::find);
        referents.follow(this, this::more);
        getElement().addPropertyChangeListener("opened", "opened-changed", change -> close(change.getValue()));
        addCustomValueSetListener(typed -> setValue(typed.getDetail().strip()));
        addValueChangeListener(change -> explain());
    }

    /** Whether what was chosen or typed is there. */
    boolean isKnown() {
        String id = getValue();
        return id == null || referents.name(id).isPresent();
    }

    private String name(String id) {
        return referents.name(id).orElse(id);
    }

    private Stream<String> find(Query<String, String> query) {
        String text = query.getFilter().orElse("").replace("\0", "").strip();
        List<String> found = referents.find(text, query.getOffset(), query.getLimit());
        shown = query.getOffset() + found.size();
        explain();
        return found.stream();
    }

    /** The search has come further. */
    private void more(int finds) {
        explain();
        if (finds > shown) {
            getLazyDataView().refreshAll();
        }
    }

    private void close(@Nullable Object opened) {
        if (!Boolean.TRUE.equals(opened)) {
            referents.stop();
            explain();
        }
    }

    /** How far a search has come; else the id, where the field itself says the name. */
    private void explain() {
        String id = getValue();
        long looked = referents.looked();
        if (looked > 0) {
            String count = NumberFormat.getIntegerInstance(getLocale()).format(looked);
            setHelperText(getTranslation("picker.searching", count));
        } else {
            setHelperText(id == null || Objects.equals(name(id), id) ? "" : id);
        }
    }
}
