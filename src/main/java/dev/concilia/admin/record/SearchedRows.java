package dev.concilia.admin.record;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.RecordSearch;
import dev.concilia.admin.component.SearchRun;
import dev.concilia.sync.RecordList;
import java.text.NumberFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a search finds, as far as somebody looks. It looks through the first stretch at once and through the others
 * beside the page, in the order of the list; how far it has come is said, and it can be stopped and gone on with.
 */
final class SearchedRows extends Div {
    private static final long serialVersionUID = 1L;
    /** So many rows are found ahead of what is shown. */
    private static final int AHEAD = 200;

    private final transient RecordSearch search;
    private final transient SearchRun run;
    private final RecordGrid grid;
    private final transient Supplier<Integer> counting;
    private final Span text = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop = new Button(getTranslation("records.search.stop"), click -> stop());
    private final Button on = new Button(getTranslation("records.search.on"), click -> goOn());
    private @Nullable Integer all;
    private String said = "";
    private boolean stopped;
    private boolean isShort;
    private int told;

    /** {@code counting} says how many records there are; it may take a while. */
    SearchedRows(RecordSearch search, RecordGrid grid, Supplier<Integer> counting) {
        this.search = search;
        this.grid = grid;
        this.counting = counting;
        this.run = new SearchRun(this, search, this::tell);
        addClassName("searched");
        bar.getElement().setAttribute("aria-label", getTranslation("records.search.progress"));
        for (Button button : List.of(stop, on)) {
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        }
        Div line = new Div(text, stop, on);
        line.addClassName("job-line");
        add(line, bar);
        search.take(search.look(AHEAD));
        setVisible(!search.isEnded());
        grid.rows(this::after);
        tell();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        if (!search.isEnded() && all == null) {
            Background.run(this, counting, count -> {
                all = count;
                tell();
            });
        }
    }

    private List<RecordGrid.Named> after(RecordGrid.@Nullable Named last, int limit) {
        List<RecordList.Row> rows = search.after(last == null ? null : last.row(), limit);
        if (rows.size() < limit && !search.isEnded() && !stopped) {
            isShort = true;
            run.until(search.size() + limit - rows.size());
            tell();
        }
        return grid.named(rows);
    }

    private void stop() {
        stopped = true;
        run.stop();
        stop.setVisible(false);
    }

    private void goOn() {
        stopped = false;
        isShort = true;
        run.until(search.size() + AHEAD);
        tell();
    }

    /** How far it has come. */
    private void tell() {
        boolean running = run.isRunning();
        String found = format(search.size());
        String looked = format(search.looked());
        text.setText(
                search.isEnded()
                        ? getTranslation("records.search.all", found, looked)
                        : all == null
                                ? getTranslation("records.search.first", found, looked)
                                : getTranslation("records.search.of", found, looked, format(all)));
        text.getElement().setAttribute("aria-live", running ? "off" : "polite");
        bar.setVisible(running);
        bar.setIndeterminate(all == null);
        bar.setValue(all == null ? 0 : Math.min(1, (double) search.looked() / Math.max(1, all)));
        stop.setVisible(running && !stopped);
        on.setVisible(!running && !search.isEnded());
        String state = search.isEnded() ? "none" : running ? "searching" : "paused";
        if (!state.equals(said)) {
            said = state;
            grid.whenEmpty(new EmptyState(
                    "record", getTranslation("records.empty." + state), getTranslation("records.emptyNext." + state)));
        }
        if (isShort && search.size() > told) {
            isShort = false;
            grid.reload();
        }
        told = search.size();
    }

    private String format(long count) {
        return NumberFormat.getIntegerInstance(getLocale()).format(count);
    }
}
