package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.CopyButton;
import java.util.List;

/** The recovery codes, the one time that they can be seen. */
final class RecoveryCodesDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    RecoveryCodesDialog(List<String> codes) {
        setHeaderTitle(getTranslation("factor.codes.title"));
        setWidth("min(480px, 92vw)");
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        UnorderedList list = new UnorderedList();
        list.addClassNames("recovery-codes", "code");
        codes.forEach(code -> list.add(new ListItem(code)));
        Div box = new Div(new Paragraph(getTranslation("factor.codes.text")), list);
        box.addClassName("dialog-form");
        add(box);
        Button stored = new Button(getTranslation("secret.stored"), click -> close());
        stored.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new CopyButton(getTranslation("secret.copy"), String.join("\n", codes), list), stored);
    }
}
