package dev.concilia.admin.device;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.CopyButton;
import dev.concilia.admin.component.QrCode;
import dev.concilia.device.Devices;
import dev.concilia.device.Enrolments;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks what is to be enrolled, then shows the code. The code is shown once and nowhere else. */
final class EnrolDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private EnrolDialogs.@Nullable Way way;

    private EnrolDialog() {
        setWidth("min(480px, 92vw)");
        addClassName("enrol");
    }

    EnrolDialog(List<String> places, Function<Devices.Enrolment, EnrolDialogs.Way> enrol) {
        this();
        setHeaderTitle(getTranslation("enrol.title"));
        TextField name = new TextField(getTranslation("enrol.name"));
        name.setHelperText(getTranslation("enrol.name.help"));
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        Select<String> kind = new Select<>();
        kind.setLabel(getTranslation("device.kind"));
        kind.setItems(Kinds.KNOWN);
        kind.setItemLabelGenerator(k -> getTranslation("device.kind." + k));
        kind.setValue(Kinds.KNOWN.getFirst());
        kind.setWidthFull();
        ComboBox<String> place = new ComboBox<>(getTranslation("device.location"));
        place.setItems(places);
        place.setAllowCustomValue(true);
        place.addCustomValueSetListener(typed -> place.setValue(typed.getDetail()));
        place.setHelperText(getTranslation("enrol.location.help"));
        place.setWidthFull();
        Div form = new Div(name, kind, place);
        form.addClassName("dialog-form");
        add(form);
        Button next = new Button(getTranslation("enrol.next"));
        next.addThemeVariants(ButtonVariant.PRIMARY);
        next.setDisableOnClick(true);
        next.addClickListener(click -> {
            next.setEnabled(true);
            if (name.getValue().isBlank()) {
                name.setErrorMessage(getTranslation("enrol.name.missing"));
                name.setInvalid(true);
                name.focus();
                return;
            }
            EnrolDialogs.Way way =
                    enrol.apply(new Devices.Enrolment(name.getValue(), kind.getValue(), null, place.getValue()));
            show(way, name.getValue().strip());
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), next);
    }

    static EnrolDialog showing(EnrolDialogs.Way way, String device) {
        EnrolDialog dialog = new EnrolDialog();
        dialog.show(way, device);
        return dialog;
    }

    /** The code that a device has yet to use, if one is shown. */
    Optional<UUID> waitingFor() {
        return Optional.ofNullable(way).map(shown -> shown.code().id());
    }

    /** Says that the code has been used. */
    void used(UUID code, boolean used) {
        EnrolDialogs.Way shown = way;
        if (used && shown != null && shown.code().id().equals(code)) {
            way = null;
            removeAll();
            getFooter().removeAll();
            setHeaderTitle(getTranslation("enrol.used.title"));
            Paragraph text = new Paragraph(getTranslation("enrol.used.text"));
            text.getElement().setAttribute("role", "status");
            add(text);
            Button close = new Button(getTranslation("dialog.close"), click -> close());
            close.addThemeVariants(ButtonVariant.PRIMARY);
            getFooter().add(close);
        }
    }

    private void show(EnrolDialogs.Way shown, String device) {
        way = shown;
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(getTranslation("enrol.code.title", device));
        setCloseOnOutsideClick(false);
        Enrolments.Issued issued = shown.code();
        Span code = new Span(issued.code());
        code.addClassName("enrol-code");
        OrderedList steps = new OrderedList(
                new ListItem(getTranslation("enrol.step.open", shown.origin())),
                new ListItem(getTranslation("enrol.step.scan")),
                new ListItem(getTranslation("enrol.step.done")));
        Paragraph end = new Paragraph(getTranslation("enrol.valid", Enrolments.LIFE.toMinutes()));
        end.addClassName("muted");
        Div box = new Div(new QrCode(shown.link(), getTranslation("enrol.qr")), code, steps, end);
        box.addClassName("enrol-box");
        add(box);
        getFooter()
                .add(
                        new CopyButton(getTranslation("enrol.copy"), issued.code(), code),
                        new Button(getTranslation("dialog.close"), click -> close()));
    }
}
