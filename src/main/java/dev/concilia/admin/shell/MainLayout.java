package dev.concilia.admin.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import dev.concilia.admin.alert.AlertFeed;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.admin.component.Icon;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.admin.conflict.ConflictFeed;
import dev.concilia.admin.overview.DeviceFeed;
import dev.concilia.admin.overview.Fleet;
import dev.concilia.admin.overview.OverviewView;
import dev.concilia.alert.Alerts;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.sync.ConflictReview;
import jakarta.annotation.security.PermitAll;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Navigation on the left; at the top the business, its worst badge, and the person. */
@PermitAll
public class MainLayout extends AppLayout implements LocaleChangeObserver, AfterNavigationObserver {
    private static final long serialVersionUID = 1L;

    private final transient Session session;
    private final transient DeviceFeed feed;
    private final transient ConflictFeed conflicts;
    private final transient AlertFeed alerts;
    private final transient @Nullable Business business;
    private final Span locations = new Span();
    private final BadgeLabel badge = new BadgeLabel();
    private final RouterLink cause = new RouterLink();
    private final @Nullable RelativeTime seen;
    private final Map<String, SideNavItem> items = new HashMap<>();
    private @Nullable String path;

    MainLayout(Session session, Businesses businesses, DeviceFeed feed, ConflictFeed conflicts, AlertFeed alerts) {
        this.session = session;
        this.feed = feed;
        this.conflicts = conflicts;
        this.alerts = alerts;
        boolean inside = session.hasBackOffice();
        this.business = inside ? businesses.get(session.membership().business()) : null;
        locations.addClassNames("muted", "locations");
        this.seen = business == null ? null : new RelativeTime(business.timezone());
        setPrimarySection(Section.DRAWER);
        getElement().addEventListener("concilia-help", event -> new KeyHelp().open());
        cause.add(badge);
        cause.addClassName("roll-up");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        getElement().getChildren().filter(MainLayout::ofFrame).toList().forEach(e -> e.removeFromParent());
        AppLayoutI18n words = new AppLayoutI18n();
        words.setDrawer(getTranslation("layout.drawer"));
        setI18n(words);
        addToDrawer(Brand.mark(), navigation());
        addToNavbar(skipLink(), toggle(), title(), status(), new UserMenu(session));
        PageSetup.connectionTexts(event.getUI());
        if (business != null) {
            show(feed.now(business.id()));
            show(conflicts.now(business.id()));
            show(alerts.now(business.id()));
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        if (business != null) {
            feed.follow(this, attach.getUI(), business.id(), this::show);
            conflicts.follow(this, attach.getUI(), business.id(), this::show);
            alerts.follow(this, attach.getUI(), business.id(), this::show);
        }
    }

    /** On another page the focus goes to its answer: what had it is gone. Filters are the same page. */
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String now = event.getLocation().getPath();
        if (path != null && !path.equals(now)) {
            getElement().executeJs("""
                    const answer = this.querySelector("main h1");
                    answer?.setAttribute("tabindex", "-1");
                    answer?.focus();
                    """);
        }
        path = now;
    }

    private static boolean ofFrame(com.vaadin.flow.dom.Element child) {
        String slot = child.getAttribute("slot");
        return "drawer".equals(slot) || "navbar".equals(slot);
    }

    /** The pages that the person may open, in their order; each says its own place with {@code @Menu}. */
    private SideNav navigation() {
        SideNav nav = new SideNav();
        nav.getElement().setAttribute("aria-label", getTranslation("nav.label"));
        items.clear();
        if (business != null) {
            for (MenuEntry entry : MenuConfiguration.getMenuEntries()) {
                SideNavItem item = new SideNavItem(getTranslation(entry.title()), entry.path(), new Icon(entry.icon()));
                String path = entry.path().replaceFirst("^/", "");
                item.setMatchNested(!path.isEmpty()); // every page is nested in the overview's
                items.put(path, item);
                nav.addItem(item);
            }
        }
        return nav;
    }

    private void show(ConflictReview.Standing standing) {
        count("conflicts", standing.open(), getTranslation("conflict.count", standing.open()));
    }

    private void show(Alerts.Standing standing) {
        count("alerts", standing.open(), getTranslation("alerts.count", standing.open()));
    }

    /** Shows a number behind a page's name, unless it is zero. */
    private void count(String page, int number, String said) {
        SideNavItem item = items.get(page);
        if (item == null) {
            return;
        }
        Span count = new Span(NumberFormat.getIntegerInstance(getLocale()).format(number));
        count.addClassName("menu-count");
        count.getElement().setAttribute("role", "img").setAttribute("aria-label", said);
        item.setSuffixComponent(number == 0 ? null : count);
    }

    private Anchor skipLink() {
        Anchor skip = new Anchor("#main", getTranslation("layout.skip"));
        skip.addClassName("skip-link");
        skip.getElement().setAttribute("router-ignore", true);
        return skip;
    }

    private DrawerToggle toggle() {
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("layout.menu"));
        return toggle;
    }

    private Div title() {
        Div title = new Div();
        title.addClassName("business");
        if (business != null) {
            title.add(BusinessMenu.of(session, business), locations);
        }
        return title;
    }

    private Div status() {
        Div status = new Div();
        status.addClassName("status");
        if (seen != null) {
            seen.addClassName("muted");
            status.add(cause, seen);
        }
        return status;
    }

    private void show(Fleet fleet) {
        Device foremost = fleet.foremost().orElse(null);
        Badge worst = foremost == null ? Badge.WAITING : foremost.badge();
        if (foremost == null) {
            badge.show(worst);
        } else {
            badge.show(foremost);
        }
        locations.setText(getTranslation("layout.locations", fleet.locations()));
        locations.setVisible(fleet.locations() > 0);
        cause.setRoute(OverviewView.class);
        cause.setQueryParameters(QueryParameters.of(OverviewView.STATE, BadgeLabel.token(worst)));
        cause.getElement().setAttribute("aria-label", getTranslation("layout.cause", badge.getText()));
        if (seen != null) {
            Instant contact = foremost == null ? null : foremost.state().lastSeenAt();
            seen.show(contact);
            seen.setVisible(contact != null);
        }
    }
}
