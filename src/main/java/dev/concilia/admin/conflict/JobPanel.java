package dev.concilia.admin.conflict;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.concilia.admin.component.Live;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.BulkJob;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** How far the settling of many conflicts has come; it can be stopped, and taken back when it has ended. */
final class JobPanel extends Div {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(JobPanel.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final transient BusinessId business;
    private final transient Function<UUID, Optional<BulkJob>> look;
    private final Span text = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop = new Button(getTranslation("conflict.job.stop"));
    private final Button undo = new Button(getTranslation("conflict.undo"));
    private final Button close = new Button(getTranslation("toast.close"), click -> setVisible(false));
    private @Nullable UUID followed;
    private volatile @Nullable UI ui;

    /** {@code stopping} and {@code undoing} are told the job's id; null: the person may only look. */
    JobPanel(
            BusinessId business,
            Function<UUID, Optional<BulkJob>> look,
            @Nullable Consumer<UUID> stopping,
            @Nullable Consumer<UUID> undoing) {
        this.business = business;
        this.look = look;
        addClassNames("card", "job");
        setVisible(false);
        text.getElement().setAttribute("role", "status");
        bar.getElement().setAttribute("aria-label", getTranslation("conflict.job.progress"));
        for (Button button : new Button[] {stop, undo, close}) {
            button.addThemeVariants(ButtonVariant.TERTIARY);
        }
        act(stop, stopping);
        act(undo, undoing);
        Div buttons = new Div(stop, undo, close);
        buttons.addClassName("actions");
        Div line = new Div(text, buttons);
        line.addClassName("job-line");
        add(line, bar);
    }

    private void act(Button button, @Nullable Consumer<UUID> action) {
        button.setEnabled(action != null);
        button.setDisableOnClick(true);
        if (action != null) {
            button.addClickListener(click -> {
                UUID id = followed;
                if (id != null) {
                    button.setEnabled(true);
                    action.accept(id);
                }
            });
        }
    }

    /** Shows a job from now on, until it is closed; one that is not there is not shown. */
    void follow(UUID id) {
        if (id.equals(followed)) {
            return;
        }
        look.apply(id).ifPresent(job -> {
            followed = id;
            setVisible(true);
            show(job);
            watch(id, job);
        });
    }

    /** Looks again now, as after it was stopped. */
    void look() {
        UUID id = followed;
        if (id != null) {
            look.apply(id).ifPresent(this::show);
        }
    }

    private void show(BulkJob job) {
        if (!job.id().equals(followed)) {
            return;
        }
        boolean running = job.state() == BulkJob.State.RUNNING;
        int gone = job.settled() + job.skipped();
        String key = "conflict.job." + job.action() + "." + job.state();
        text.setText(getTranslation(key, job.settled(), job.total(), job.skipped()));
        bar.setMax(Math.max(1, job.total()));
        bar.setValue(Math.min(gone, Math.max(1, job.total())));
        bar.setVisible(running);
        stop.setVisible(running);
        undo.setVisible(!running && job.action() == BulkJob.Action.RESOLVE && job.settled() > 0 && undo.isEnabled());
        close.setVisible(!running);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        ui = attach.getUI();
        UUID id = followed;
        if (id != null) {
            look.apply(id).ifPresent(job -> watch(id, job));
        }
    }

    @Override
    protected void onDetach(DetachEvent detach) {
        ui = null;
    }

    private void watch(UUID id, BulkJob job) {
        UI there = ui;
        if (there != null && job.state() == BulkJob.State.RUNNING) {
            Thread.ofVirtual().name("conflict-job").start(() -> watch(there, id));
        }
    }

    private void watch(UI there, UUID id) {
        try {
            boolean running = true;
            while (running && there.equals(ui)) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                running = lookAndShow(there, id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the job goes on, as far as that is known: a database that does not answer now will later. */
    private boolean lookAndShow(UI there, UUID id) throws InterruptedException {
        try {
            Optional<BulkJob> job = look.apply(id);
            job.ifPresent(now -> Live.access(there, () -> show(now)));
            return job.filter(now -> now.state() == BulkJob.State.RUNNING).isPresent();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The progress of {} in {} could not be read: {}", id, business, e.getMessage());
            Live.access(there, () -> text.setText(getTranslation("conflict.job.unread")));
            TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
            return true;
        }
    }
}
