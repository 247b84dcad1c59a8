package dev.concilia.admin.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** The keys that work everywhere, and the switch for those who do not want them. Source: the UI page's "Keyboard". */
final class KeyHelp extends Dialog {
    private static final long serialVersionUID = 1L;

    private record Key(String keys, String text) {}

    private static final List<Key> KEYS = List.of(
            new Key("/", "keys.search"),
            new Key("g o", "nav.overview"),
            new Key("g c", "nav.conflicts"),
            new Key("g d", "nav.devices"),
            new Key("g p", "nav.operations"),
            new Key("g r", "nav.records"),
            new Key("g a", "nav.alerts"),
            new Key("g s", "nav.settings"),
            new Key("?", "keys.help"));

    KeyHelp() {
        setHeaderTitle(getTranslation("keys.title"));
        setWidth("min(400px, 92vw)");
        DescriptionList list = new DescriptionList();
        list.addClassName("keys");
        KEYS.forEach(key -> {
            DescriptionList.Term term = new DescriptionList.Term();
            for (String part : key.keys().split(" ", -1)) {
                Span cap = new Span(part);
                cap.addClassName("key-cap");
                term.add(cap);
            }
            list.add(term, new DescriptionList.Description(getTranslation(key.text())));
        });
        Checkbox on = new Checkbox(getTranslation("keys.on"));
        getElement().executeJs("return window.conciliaKeys.isOn()").then(Boolean.class, on::setValue);
        on.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                getElement().executeJs("window.conciliaKeys.set($0)", change.getValue());
            }
        });
        Div box = new Div(list, on);
        box.addClassName("dialog-form");
        add(box);
        Button close = new Button(getTranslation("dialog.close"), click -> close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(close);
    }
}
