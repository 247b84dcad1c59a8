package dev.concilia.admin.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Live;
import dev.concilia.audit.AuditLog;
import dev.concilia.audit.AuditLog.Verification;
import dev.concilia.kernel.BusinessId;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at the whole chain beside the page, says how far it has come, and what it found. Ends when the page is left. */
final class VerifyPanel extends Section {
    private static final long serialVersionUID = 1L;

    private final transient AuditLog log;
    private final BusinessId business;
    private final Button start;
    private final ProgressBar bar = new ProgressBar(0, 1);
    private final Paragraph said = new Paragraph();
    private final Button cancel = new Button();
    private transient AtomicBoolean wanted = new AtomicBoolean();

    /** {@code start}: the button that begins it, off while it goes on. */
    VerifyPanel(AuditLog log, BusinessId business, Button start) {
        this.log = log;
        this.business = business;
        this.start = start;
        addClassNames("card", "verify");
        getElement().setAttribute("aria-label", getTranslation("audit.verify"));
        bar.getElement().setAttribute("aria-label", getTranslation("audit.verify"));
        said.getElement().setAttribute("role", "status");
        cancel.setText(getTranslation("confirm.cancel"));
        cancel.addClickListener(click -> wanted.set(false));
        Div line = new Div(said, cancel);
        line.addClassName("verify-line");
        add(line, bar);
        setVisible(false);
        addDetachListener(detach -> wanted.set(false));
    }

    void begin() {
        UI ui = getUI().orElseThrow();
        AtomicBoolean mine = new AtomicBoolean(true);
        wanted = mine;
        setVisible(true);
        under(true);
        progress(0, 1);
        Background.run(
                this,
                () -> {
                    try {
                        return log.verify(business, (checked, all) -> {
                            Live.access(ui, () -> progress(checked, all));
                            return mine.get();
                        });
                    } finally {
                        Live.access(ui, () -> under(false));
                    }
                },
                this::found);
    }

    private void under(boolean way) {
        start.setEnabled(!way);
        bar.setVisible(way);
        cancel.setVisible(way);
        if (!way) {
            said.setText(getTranslation("audit.verify.failed")); // unless a result follows
        }
    }

    private void progress(long checked, long all) {
        bar.setValue(all == 0 ? 1 : Math.min(1, (double) checked / all));
        said.setText(getTranslation("audit.verify.progress", checked));
        said.removeClassNames("ok-text", "bad-text");
    }

    private void found(Verification verification) {
        said.setText(
                switch (verification) {
                    case Verification.Whole whole -> getTranslation("audit.verify.whole", whole.entries());
                    case Verification.Broken broken -> getTranslation("audit.verify.broken", broken.n());
                    case Verification.Stopped stopped -> getTranslation("audit.verify.stopped", stopped.entries());
                });
        said.setClassName("ok-text", verification instanceof Verification.Whole);
        said.setClassName("bad-text", verification instanceof Verification.Broken);
    }
}
