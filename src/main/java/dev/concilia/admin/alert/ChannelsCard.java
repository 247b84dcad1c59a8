package dev.concilia.admin.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.KeyDialog;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertChannels;
import dev.concilia.alert.Channel;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whom alerts are told to: add, edit, try out, end. */
final class ChannelsCard extends Section {
    private static final long serialVersionUID = 1L;

    private final transient AlertRulesView.Source source;
    private final transient Session session;
    private final boolean manager;
    private final transient Dates dates;
    private final transient Consumer<List<Channel>> answer;
    private final UnorderedList list = new UnorderedList();
    private transient @Nullable List<Channel> shown;

    /** {@code answer} is told of the channels whenever they are read. */
    ChannelsCard(
            AlertRulesView.Source source,
            Session session,
            boolean manager,
            Dates dates,
            Consumer<List<Channel>> answer) {
        this.source = source;
        this.session = session;
        this.manager = manager;
        this.dates = dates;
        this.answer = answer;
        addClassName("card");
        list.addClassNames("plain-list", "channels");
        Div bar = new Div(new H2(getTranslation("alerts.channels")));
        bar.addClassName("list-head");
        if (manager) {
            Button add = new Button(getTranslation("alerts.channel.add"), click -> add());
            add.addThemeVariants(ButtonVariant.PRIMARY);
            bar.add(add);
        }
        Paragraph about = new Paragraph(getTranslation("alerts.channels.text"));
        about.addClassName("muted");
        add(bar, about, list);
        refresh();
    }

    private void refresh() {
        show(source.channels().list(session.membership().business()));
    }

    void show(List<Channel> channels) {
        if (channels.equals(shown)) {
            return;
        }
        shown = channels;
        list.removeAll();
        channels.forEach(channel -> list.add(item(channel)));
        if (channels.isEmpty()) {
            list.add(new ListItem(getTranslation(manager ? "alerts.channels.none" : "alerts.channels.none.auditor")));
        }
        answer.accept(channels);
    }

    private ListItem item(Channel channel) {
        ChannelItem item = new ChannelItem(channel, source.texts(), dates);
        if (manager) {
            item.actions(
                    item.action("alerts.channel.test", () -> test(channel, item)),
                    item.action("alerts.edit", () -> edit(channel)),
                    channel.type() == Channel.Type.WEBHOOK
                            ? item.action("alerts.channel.secret", () -> renew(channel))
                            : null,
                    item.action("alerts.channel.delete", () -> delete(channel)));
        }
        return item;
    }

    private void add() {
        if (shown != null && shown.size() >= AlertChannels.MOST) {
            Toast.failed(getTranslation("alerts.channel.most", AlertChannels.MOST));
            return;
        }
        new ChannelDialog(null, dates.language(), (none, draft) -> {
                    Actor actor = session.manager();
                    AlertChannels.Created made = source.channels().create(actor.business(), actor.user(), draft);
                    refresh();
                    secret(made);
                    Toast.done(getTranslation("alerts.channel.added"));
                    return Optional.empty();
                })
                .open();
    }

    private void edit(Channel channel) {
        new ChannelDialog(
                        channel,
                        dates.language(),
                        (old, draft) -> change(channel.id(), Objects.requireNonNull(old), draft))
                .open();
    }

    /** What stands there instead, if somebody else was faster. */
    private Optional<Channel> change(UUID id, Channel.Draft old, Channel.Draft draft) {
        Actor actor = session.manager();
        try {
            source.channels().change(actor.business(), actor.user(), id, old, draft);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            refresh();
            return source.channels().find(actor.business(), id);
        }
        refresh();
        Toast.done(getTranslation("alerts.saved"));
        return Optional.empty();
    }

    private void renew(Channel channel) {
        Confirm.danger(
                getTranslation("alerts.channel.secret.title", channel.name()),
                getTranslation("alerts.channel.secret.text"),
                getTranslation("alerts.channel.secret"),
                () -> {
                    Actor actor = session.manager();
                    secret(source.channels().newSecret(actor.business(), actor.user(), channel.id()));
                });
    }

    private void secret(AlertChannels.Created made) {
        String secret = made.secret();
        if (secret != null) {
            new KeyDialog(getTranslation("alerts.channel.secret.new"), secret).open();
        }
    }

    private void delete(Channel channel) {
        Confirm.danger(
                getTranslation("alerts.channel.delete.title", channel.name()),
                getTranslation("alerts.channel.delete.text"),
                getTranslation("alerts.channel.delete"),
                () -> {
                    Actor actor = session.manager();
                    source.channels().delete(actor.business(), actor.user(), channel.id());
                    refresh();
                    Toast.done(getTranslation("alerts.channel.deleted"));
                });
    }

    private void test(Channel channel, ChannelItem item) {
        Actor actor = session.manager();
        item.sending(() -> source.channels().test(actor.business(), actor.user(), channel.id()), failure -> {
            shown = null;
            refresh();
            failure.ifPresentOrElse(
                    why -> Toast.failed(source.texts().failure(why, dates.language())),
                    () -> Toast.done(getTranslation("alerts.channel.test.done", channel.name())));
        });
    }
}
