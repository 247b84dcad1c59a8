package dev.concilia.admin.alert;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.admin.component.SavedMeanwhile;
import dev.concilia.alert.Channel;
import dev.concilia.alert.Severity;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel, new or as it stands. How it gets there stays what it was. */
final class ChannelDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TARGET = 2_000;
    private static final List<Locale> LANGUAGES = List.of(Locale.of("es"), Locale.of("pt"), Locale.of("en"));

    private final Select<Channel.Type> type = new Select<>();
    private final TextField name = new TextField();
    private final TextField target = new TextField();
    private final Select<Locale> language = new Select<>();
    private final Select<Severity> least = new Select<>();
    private final Checkbox on = new Checkbox();

    private final transient Saver save;
    private transient Channel.@Nullable Draft old;

    /** Saves over {@code old}, none for a new one; what stands there instead, if somebody else was faster. */
    @FunctionalInterface
    interface Saver {
        Optional<Channel> save(Channel.@Nullable Draft old, Channel.Draft wanted);
    }

    ChannelDialog(@Nullable Channel present, Locale reader, Saver save) {
        this.save = save;
        this.old = present == null ? null : present.draft();
        label(present == null, reader);
        fill(present, reader);
        form(
                getTranslation(present == null ? "alerts.channel.add" : "alerts.channel.edit"),
                getTranslation("dialog.save"),
                type,
                name,
                target,
                language,
                least,
                on);
    }

    private void label(boolean fresh, Locale reader) {
        type.setLabel(getTranslation("alerts.channel.type"));
        type.setItems(Channel.Type.values());
        type.setItemLabelGenerator(t -> getTranslation("alerts.channel.type." + t));
        type.addValueChangeListener(change -> ask(change.getValue()));
        type.setVisible(fresh);
        name.setLabel(getTranslation("alerts.channel.name"));
        name.setHelperText(getTranslation("alerts.channel.name.help"));
        name.setMaxLength(LONGEST_NAME);
        name.setAutofocus(true);
        target.setMaxLength(LONGEST_TARGET);
        language.setLabel(getTranslation("alerts.channel.language"));
        language.setItems(LANGUAGES);
        language.setItemLabelGenerator(l -> l.getDisplayLanguage(reader));
        least.setLabel(getTranslation("alerts.channel.least"));
        least.setItems(Severity.values());
        least.setItemLabelGenerator(s -> getTranslation("alerts.severity.from." + s));
        on.setLabel(getTranslation("alerts.channel.on"));
    }

    private void fill(@Nullable Channel present, Locale reader) {
        Locale ours = LANGUAGES.stream()
                .filter(l -> l.getLanguage().equals(reader.getLanguage()))
                .findFirst()
                .orElse(LANGUAGES.getFirst());
        type.setValue(present == null ? Channel.Type.MAIL : present.type());
        name.setValue(present == null ? "" : present.name());
        target.setValue(present == null ? "" : present.target());
        language.setValue(present == null ? ours : present.locale());
        least.setValue(present == null ? Severity.WARNING : present.minSeverity());
        on.setValue(present == null || present.enabled());
    }

    private void ask(Channel.Type chosen) {
        target.setLabel(getTranslation("alerts.channel.target." + chosen));
        target.setHelperText(chosen == Channel.Type.WEBHOOK ? getTranslation("alerts.channel.webhook.help") : "");
    }

    private void beside(Channel.Draft theirs) {
        old = theirs;
        SavedMeanwhile.beside(name, theirs.name(), text -> text);
        SavedMeanwhile.beside(target, theirs.target(), text -> text);
        SavedMeanwhile.beside(language, theirs.locale(), l -> l.getDisplayLanguage(getLocale()));
        SavedMeanwhile.beside(least, theirs.minSeverity(), s -> getTranslation("alerts.severity.from." + s));
        SavedMeanwhile.beside(on, theirs.enabled(), yes -> getTranslation(yes ? "value.yes" : "value.no"));
    }

    @Override
    protected boolean act() {
        target.setInvalid(false);
        if (!isFilled(name, getTranslation("alerts.channel.name.missing"))) {
            return false;
        }
        try {
            Optional<Channel> now = save.save(
                    old,
                    new Channel.Draft(
                            type.getValue(),
                            name.getValue(),
                            target.getValue(),
                            language.getValue(),
                            least.getValue(),
                            on.getValue()));
            now.map(Channel::draft).ifPresent(this::beside);
            return now.isEmpty() || overtaken();
        } catch (ProblemException e) {
            boolean aboutTarget =
                    e.code() == ProblemCode.VALIDATION_FAILED && e.arguments().contains("target");
            if (!aboutTarget) {
                throw e;
            }
            return refuse(target, getTranslation("alerts.channel.target.wrong." + type.getValue()));
        }
    }
}
