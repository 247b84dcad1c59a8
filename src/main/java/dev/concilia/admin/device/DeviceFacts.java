package dev.concilia.admin.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.Figure;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.device.Device;
import org.jspecify.annotations.Nullable;

/** A device in figures, and what else is known of it. */
final class DeviceFacts extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Dates dates;
    private final Figure unsent = new Figure(getTranslation("device.unsent"));
    private final Figure failed = new Figure(getTranslation("device.failed"));
    private final Figure conflicts = new Figure(getTranslation("device.conflicts"));
    private final Figure contact = new Figure(getTranslation("device.contact"));
    private final RelativeTime oldest;
    private final RelativeTime seen;
    private final Span unsentCount = new Span();
    private final Span oldestText = new Span();
    private final Anchor decide = new Anchor();
    private final Span conflictCount = new Span();
    private final Span skew = new Span();
    private final DescriptionList facts = new DescriptionList();

    DeviceFacts(Dates dates) {
        this.dates = dates;
        addClassName("facts-block");
        oldest = new RelativeTime(dates.zone());
        seen = new RelativeTime(dates.zone());
        unsent.place(unsentCount, new Span(oldestText, oldest));
        conflicts.place(conflictCount, decide);
        contact.place(seen, skew);
        Div figures = new Div(unsent, failed, conflicts, contact);
        figures.addClassName("figures");
        facts.addClassNames("card", "facts");
        add(figures, facts);
    }

    void show(Device device, DeviceWords words) {
        unsentCount.setText(words.count(device.state().pending()));
        boolean held = device.state().oldestPendingAt() != null;
        oldestText.setText(getTranslation(held ? "figure.unsent.oldest" : "device.unsent.none"));
        oldest.show(device.state().oldestPendingAt());
        oldest.setVisible(held);
        failed.show(words.count(device.state().failed()), getTranslation("device.failed.detail"));
        Integer refused = device.state().failed();
        failed.warn(refused != null && refused > 0);
        int open = device.state().openConflicts();
        conflictCount.setText(words.count(open));
        conflicts.warn(open > 0);
        decide.setHref("conflicts?device=" + device.id());
        decide.setText(getTranslation("device.conflicts.decide", open));
        decide.setVisible(open > 0);
        seen.show(device.state().lastSeenAt());
        skew.setText(words.skew(device.state().clockSkewMs()));
        facts.removeAll();
        fact("device.kind", words.kind(device.kind()));
        fact("device.location", device.location());
        fact("device.externalId", device.externalId());
        fact("device.version", device.version());
        fact("device.enrolled", dates.day(device.enrolledAt()));
        fact("device.pushed", dates.moment(device.state().lastPushAt()));
        fact("device.pulled", dates.moment(device.state().lastPullAt()));
        fact(
                "device.compared",
                device.state().consistent() == null
                        ? null
                        : getTranslation(
                                device.state().consistent() ? "device.compared.same" : "device.compared.differs"));
    }

    private void fact(String name, @Nullable String value) {
        Component term = new DescriptionList.Term(getTranslation(name));
        Component said = new DescriptionList.Description(value == null || value.isBlank() ? "–" : value);
        Div pair = new Div(term, said);
        facts.getElement().appendChild(pair.getElement());
    }
}
