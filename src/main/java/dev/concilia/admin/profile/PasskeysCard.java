package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.Toast;
import dev.concilia.business.Passkeys;
import dev.concilia.business.Proof;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;

/** Passkeys of the person: which there are, a further one, the end of one. */
final class PasskeysCard extends Section {
    private static final long serialVersionUID = 1L;

    private final transient ProfileView.Source source;
    private final transient Dates dates;
    private final UnorderedList list = new UnorderedList();

    PasskeysCard(ProfileView.Source source, Dates dates) {
        this.source = source;
        this.dates = dates;
        addClassName("card");
        list.addClassName("plain-list");
        Button add = new Button(getTranslation("passkey.add"), click -> ask());
        Div bar = new Div(new H2(getTranslation("passkey.title")), add);
        bar.addClassName("list-head");
        Paragraph rule = new Paragraph(getTranslation("passkey.rule"));
        rule.addClassName("muted");
        add(bar, rule, list);
        show();
    }

    private void show() {
        list.removeAll();
        List<Passkeys.Passkey> passkeys = source.passkeys().list(source.id());
        passkeys.forEach(passkey -> list.add(item(passkey)));
        if (passkeys.isEmpty()) {
            ListItem none = new ListItem(getTranslation("passkey.none"));
            none.addClassName("muted");
            list.add(none);
        }
    }

    private ListItem item(Passkeys.Passkey passkey) {
        Span name = new Span(passkey.label());
        name.addClassNames("strong", "anywhere");
        Span detail = new Span(
                getTranslation("passkey.detail", dates.day(passkey.createdAt()), dates.moment(passkey.lastUsedAt())));
        detail.addClassName("muted");
        Div words = new Div(new Div(name), detail);
        words.addClassName("key-words");
        Button remove = new Button(getTranslation("passkey.remove"), click -> remove(passkey));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        remove.setAriaLabel(getTranslation("passkey.remove.one", passkey.label()));
        return new ListItem(words, remove);
    }

    private void ask() {
        new PasskeyDialog((label, password) -> {
                    Passkeys.Beginning beginning = source.passkeys()
                            .begin(
                                    source.user(),
                                    Objects.requireNonNull(
                                            SecurityContextHolder.getContext().getAuthentication()),
                                    password);
                    return switch (beginning) {
                        case Passkeys.Beginning.Refused refused -> refused.proof();
                        case Passkeys.Beginning.Ready ready -> {
                            create(ready, label);
                            yield new Proof.Accepted();
                        }
                    };
                })
                .open();
    }

    /** The browser asks the person for finger, face or PIN; what it makes is checked here. */
    private void create(Passkeys.Beginning.Ready ready, String label) {
        getElement()
                .executeJs("return window.conciliaPasskey.create($0)", ready.json())
                .then(
                        String.class,
                        answer -> register(ready.options(), answer, label),
                        error -> Toast.failed(getTranslation("passkey.failed")));
    }

    private void register(PublicKeyCredentialCreationOptions options, String answer, String label) {
        try {
            source.passkeys().register(source.id(), options, answer, label);
        } catch (ProblemException e) {
            Toast.failed(getTranslation("passkey.failed"));
            return;
        }
        show();
        Toast.done(getTranslation("passkey.added"));
    }

    private void remove(Passkeys.Passkey passkey) {
        new PasswordDialog(
                        getTranslation("passkey.remove.one", passkey.label()),
                        getTranslation("passkey.remove.text"),
                        getTranslation("passkey.remove"),
                        password -> {
                            Proof proof = source.passkeys().remove(source.id(), passkey.id(), password);
                            if (proof instanceof Proof.Accepted) {
                                show();
                                Toast.done(getTranslation("passkey.removed"));
                            }
                            return proof;
                        })
                .open();
    }
}
