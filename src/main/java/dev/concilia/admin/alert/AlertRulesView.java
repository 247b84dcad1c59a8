package dev.concilia.admin.alert;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertChannels;
import dev.concilia.alert.AlertRule;
import dev.concilia.alert.AlertRules;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Channel;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is watched for, and who is told. */
@Route(value = "alerts/rules", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class AlertRulesView extends Page {
    private static final long serialVersionUID = 1L;

    /** What the page needs to know and do. */
    @Component
    record Source(AlertRules rules, AlertChannels channels, AlertTexts texts, AlertFeed feed) {}

    private record Read(List<Channel> channels, List<AlertRule> rules) {}

    private final transient Source source;
    private @Nullable RulesCard rules;
    private @Nullable ChannelsCard channels;

    AlertRulesView(Session session, Source source) {
        super(session, "alerts.rules");
        this.source = source;
    }

    @Override
    protected void build() {
        RouterLink back = new RouterLink(getTranslation("alerts.title"), AlertsView.class);
        back.addClassName("back");
        add(back);
        heading();
        channels = new ChannelsCard(source, session(), isManager(), dates(), this::told);
        rules = new RulesCard(source, session(), isManager(), dates());
        Div columns = new Div(channels, rules);
        columns.addClassName("columns");
        add(columns);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        source.feed.follow(this, attach.getUI(), business().id(), standing -> refresh());
    }

    private void refresh() {
        Background.run(
                this,
                () -> new Read(
                        source.channels.list(business().id()),
                        source.rules.list(business().id())),
                this::show);
    }

    private void show(Read now) {
        if (channels != null && rules != null) {
            channels.show(now.channels);
            rules.show(now.rules);
        }
    }

    /** The answer: whether anybody is told. */
    private void told(List<Channel> all) {
        long on = all.stream().filter(Channel::enabled).count();
        long failing = all.stream()
                .filter(channel -> channel.enabled() && channel.lastFailure() != null)
                .count();
        say(
                getTranslation(
                        on == 0 ? "alerts.told.none" : failing > 0 ? "alerts.told.failing" : "alerts.told",
                        on,
                        failing),
                getTranslation("alerts.told.rest"));
    }
}
