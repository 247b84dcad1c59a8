package dev.concilia.admin.device;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.device.Device;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Another name and place for a device. */
final class DescribeDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    DescribeDialog(Device device, List<String> places, BiConsumer<String, @Nullable String> save) {
        setHeaderTitle(getTranslation("device.edit"));
        setWidth("min(420px, 92vw)");
        TextField name = new TextField(getTranslation("enrol.name"));
        name.setMaxLength(LONGEST_NAME);
        name.setValue(device.name());
        name.setWidthFull();
        name.setAutofocus(true);
        ComboBox<String> place = new ComboBox<>(getTranslation("device.location"));
        place.setItems(places);
        place.setAllowCustomValue(true);
        place.setClearButtonVisible(true);
        place.addCustomValueSetListener(typed -> place.setValue(typed.getDetail()));
        place.setValue(device.location());
        place.setWidthFull();
        Div form = new Div(name, place);
        form.addClassName("dialog-form");
        add(form);
        Button done = new Button(getTranslation("dialog.save"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (name.getValue().isBlank()) {
                name.setErrorMessage(getTranslation("enrol.name.missing"));
                name.setInvalid(true);
                return;
            }
            save.accept(name.getValue(), place.getValue());
            close();
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }
}
