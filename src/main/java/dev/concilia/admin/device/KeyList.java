package dev.concilia.admin.device;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.KeyDialog;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.device.DeviceKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The keys of a device, or those that the business's machines share: which there are, a further one, the end of one. */
public final class KeyList extends Section {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    /** What the list needs to know and do. */
    @Component
    public record Source(DeviceKeys keys, AuditLog audit, Clock clock) {}

    /** Whose keys. */
    public interface Owner {
        String title();

        String rule();

        List<DeviceKeys.Key> keys();

        /** Whether keys are still made for it. */
        default boolean isInUse() {
            return true;
        }

        /** Makes a key, if the person may. */
        void issue(Consumer<DeviceKeys.IssuedKey> shown);
    }

    private final transient Source source;
    private final transient Session session;
    private final transient Owner owner;
    private final transient Dates dates;
    private final boolean manager;
    private final UnorderedList list = new UnorderedList();

    /** {@code more}: further ways to a key, for those who may make one. */
    public KeyList(Source source, Session session, Owner owner, Dates dates, Button... more) {
        this.source = source;
        this.session = session;
        this.owner = owner;
        this.dates = dates;
        addClassNames("card", "device-keys");
        list.addClassName("plain-list");
        Div bar = new Div(new H2(owner.title()));
        bar.addClassName("list-head");
        this.manager = session.isManager() && owner.isInUse();
        if (manager) {
            bar.add(more);
            bar.add(new ActButton(getTranslation("device.keys.new"), () -> owner.issue(this::issued)));
        }
        Paragraph rule = new Paragraph(owner.rule());
        rule.addClassName("muted");
        add(bar, rule, list);
        show();
    }

    private void show() {
        list.removeAll();
        List<DeviceKeys.Key> keys = owner.keys();
        keys.stream().limit(SHOWN).forEach(key -> list.add(item(key)));
        if (keys.isEmpty()) {
            list.add(new ListItem(getTranslation("device.keys.none")));
        }
    }

    private ListItem item(DeviceKeys.Key key) {
        Instant now = source.clock.instant();
        boolean expired = key.expiresAt() != null && !key.expiresAt().isAfter(now);
        boolean ended = key.revokedAt() != null;
        Span name = new Span(key.prefix() + "…");
        name.setTitle(key.name());
        name.addClassName("code");
        Span state = new Span(getTranslation(ended ? "key.revoked" : expired ? "key.expired" : "key.valid"));
        state.addClassName("tag");
        state.getElement().setAttribute("data-tone", ended ? "idle" : expired ? "bad" : "ok");
        Span detail = new Span(getTranslation(
                "key.detail",
                dates.day(key.createdAt()),
                key.expiresAt() == null ? getTranslation("key.never") : dates.day(key.expiresAt()),
                key.lastUsedAt() == null ? getTranslation("time.never") : dates.moment(key.lastUsedAt())));
        detail.addClassName("muted");
        Div words = new Div(new Div(name, state), detail);
        words.addClassName("key-words");
        ListItem item = new ListItem(words);
        if (!ended && manager) {
            Button revoke = new Button(getTranslation("key.revoke"), click -> revoke(key));
            revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
            revoke.setAriaLabel(getTranslation("key.revoke.one", key.prefix()));
            item.add(revoke);
        }
        return item;
    }

    private void issued(DeviceKeys.IssuedKey key) {
        show();
        new KeyDialog(getTranslation("key.new.title"), key.apiKey()).open();
    }

    private void revoke(DeviceKeys.Key key) {
        Confirm.danger(
                getTranslation("key.revoke.title", key.prefix()),
                getTranslation("key.revoke.text"),
                getTranslation("key.revoke"),
                () -> {
                    Actor actor = session.manager();
                    source.keys.revoke(actor.business(), key.id());
                    source.audit.record(
                            actor.business(),
                            actor.audited(),
                            Deeds.KEY_REVOKE,
                            key.id().toString(),
                            Map.of());
                    show();
                    Toast.done(getTranslation("key.revoke.done"));
                });
    }
}
