package dev.concilia.admin.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Dates;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Channel;
import dev.concilia.alert.DeliveryFailure;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One channel: where it leads, how it does, and what may be done with it. */
final class ChannelItem extends ListItem {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Div actions = new Div();
    private final Div progress = new Div();

    ChannelItem(Channel channel, AlertTexts texts, Dates dates) {
        this.name = channel.name();
        addClassName("channel");
        Span title = new Span(channel.name());
        title.addClassName("strong");
        Span detail = new Span(getTranslation(
                "alerts.channel.detail",
                getTranslation("alerts.channel.type." + channel.type()),
                shown(channel),
                getTranslation("alerts.severity.from." + channel.minSeverity()),
                channel.locale().getDisplayLanguage(dates.language())));
        detail.addClassName("muted");
        Div words = new Div(new Div(title, state(channel)), detail);
        words.addClassName("key-words");
        DeliveryFailure failure = channel.lastFailure();
        if (failure != null) {
            words.add(new Span(texts.failure(failure, dates.language())));
        } else if (channel.lastSentAt() != null) {
            Span sent = new Span(getTranslation("alerts.channel.sent", dates.moment(channel.lastSentAt())));
            sent.addClassName("muted");
            words.add(sent);
        }
        progress.addClassName("channel-progress");
        progress.getElement().setAttribute("role", "status");
        actions.addClassName("actions");
        add(words, progress, actions);
    }

    /** What follows a URL's host may be a secret of the receiver; it shows where it is edited. */
    private static String shown(Channel channel) {
        return channel.type() == Channel.Type.MAIL
                ? channel.target()
                : URI.create(channel.target()).getHost();
    }

    private Span state(Channel channel) {
        if (!channel.enabled()) {
            return AlertWords.tag("idle", getTranslation("alerts.off"));
        }
        if (channel.lastFailure() != null) {
            return AlertWords.tag("bad", getTranslation("alerts.channel.failing"));
        }
        return channel.lastSentAt() == null
                ? AlertWords.tag("idle", getTranslation("alerts.channel.untried"))
                : AlertWords.tag("ok", getTranslation("alerts.channel.works"));
    }

    void actions(@Nullable Button... offered) {
        actions.add(Arrays.stream(offered).filter(Objects::nonNull).toArray(Button[]::new));
    }

    /** {@code key}: of the word on the button; its name for those who do not see it says of which channel, too. */
    Button action(String key, Runnable run) {
        String word = getTranslation(key);
        Button button = new Button(word, click -> run.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation("alerts.action.of", word, name));
        return button;
    }

    /** Shows that something is under way until {@code work} is done beside the page. */
    void sending(Supplier<Optional<DeliveryFailure>> work, Consumer<Optional<DeliveryFailure>> shown) {
        under(true);
        Background.run(
                this,
                work,
                failure -> {
                    under(false);
                    shown.accept(failure);
                },
                () -> under(false));
    }

    private void under(boolean way) {
        actions.setEnabled(!way);
        progress.removeAll();
        if (way) {
            ProgressBar bar = new ProgressBar();
            bar.setIndeterminate(true);
            bar.getElement().setAttribute("aria-label", getTranslation("alerts.channel.sending"));
            progress.add(new Span(getTranslation("alerts.channel.sending")), bar);
        }
    }
}
