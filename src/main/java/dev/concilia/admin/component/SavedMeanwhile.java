package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValue;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What somebody else has saved while a form was open, said beside what was typed: neither overwrites the other. */
public final class SavedMeanwhile {
    private SavedMeanwhile() {}

    /** Says at the field what stands there now, if that is not what it holds. */
    public static <C extends Component & HasValue<?, V> & HasHelper, V> void beside(
            C field, @Nullable V now, Function<V, String> words) {
        if (!Objects.equals(field.getValue(), now)) {
            String said = now == null ? "" : words.apply(now);
            field.setHelperText(field.getTranslation("form.now", said.isEmpty() ? "–" : said));
        }
    }
}
