package dev.concilia.admin.device;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.admin.component.SavedMeanwhile;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceEdits.Description;
import java.util.List;
import java.util.Optional;

/** Another name and place for a device. */
final class DescribeDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private final TextField name = new TextField(getTranslation("enrol.name"));
    private final ComboBox<String> place = new ComboBox<>(getTranslation("device.location"));
    private final transient Saver save;
    private transient Description old;

    /** Saves over {@code old}; what stands there instead, if somebody else was faster. */
    @FunctionalInterface
    interface Saver {
        Optional<Description> save(Description old, Description wanted);
    }

    DescribeDialog(Device device, List<String> places, Saver save) {
        this.save = save;
        this.old = new Description(device.name(), device.location());
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
        Optional<Description> now = save.save(old, new Description(name.getValue(), place.getValue()));
        now.ifPresent(theirs -> {
            SavedMeanwhile.beside(name, theirs.name(), text -> text);
            SavedMeanwhile.beside(place, theirs.location(), text -> text);
            old = theirs;
        });
        return now.isEmpty() || overtaken();
    }
}
