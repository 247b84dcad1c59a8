package dev.concilia.admin.device;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.device.Device;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Another name and place for a device. */
final class DescribeDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private final TextField name = new TextField(getTranslation("enrol.name"));
    private final ComboBox<String> place = new ComboBox<>(getTranslation("device.location"));
    private final transient BiConsumer<String, @Nullable String> save;

    DescribeDialog(Device device, List<String> places, BiConsumer<String, @Nullable String> save) {
        this.save = save;
        name.setMaxLength(LONGEST_NAME);
        name.setValue(device.name());
        name.setWidthFull();
        name.setAutofocus(true);
        place.setItems(places);
        place.setAllowCustomValue(true);
        place.setClearButtonVisible(true);
        place.addCustomValueSetListener(typed -> place.setValue(typed.getDetail()));
        place.setValue(device.location());
        place.setWidthFull();
        form(getTranslation("device.edit"), getTranslation("dialog.save"), name, place);
        actOnEnter(name);
    }

    @Override
    protected boolean act() {
        if (!isFilled(name, getTranslation("enrol.name.missing"))) {
            return false;
        }
        save.accept(name.getValue(), place.getValue());
        return true;
    }
}
