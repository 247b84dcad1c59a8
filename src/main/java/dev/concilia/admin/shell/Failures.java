package dev.concilia.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import dev.concilia.admin.component.Toast;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.ProblemText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What a page says when an action fails: the page stays, and with it what was typed. */
public final class Failures implements ErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final long serialVersionUID = 1L;

    @Override
    public void error(ErrorEvent event) {
        Throwable failure = event.getThrowable();
        UI ui = UI.getCurrent();
        if (ui == null) {
            log.error("A page failed where nobody sees it", failure);
            return;
        }
        Toast.failed(text(ui, failure));
    }

    /** The sentence for people; what is no refusal of the hub is logged. */
    static String text(UI ui, Throwable failure) {
        Optional<ProblemException> problem = problem(failure);
        if (problem.isPresent()) {
            return sentence(problem.get(), ui.getLocale());
        }
        log.error("An action of a page failed", failure);
        return ui.getTranslation(isDatabaseGone(failure) ? "error.database" : "error.action");
    }

    /** What a problem is called, in a few words. */
    public static String title(ProblemCode code, Locale language) {
        return ProblemText.title(code, Languages.supported(language));
    }

    /** Why a call of the sync log failed: the name of its problem, or the status that was answered; empty for none. */
    public static String ofCall(Component place, @Nullable String error, Locale language) {
        if (error == null) {
            return "";
        }
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.name().equals(error))
                .findFirst()
                .map(code -> title(code, language))
                .orElseGet(() -> place.getTranslation("call.error.status", error.replace("HTTP_", "")));
    }

    /** The refusal in one sentence: what happened, what it means, what to do. */
    public static String sentence(ProblemException problem, Locale language) {
        return ProblemText.detail(problem.code(), problem.arguments(), Languages.supported(language));
    }

    static boolean isDatabaseGone(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransactionException || cause instanceof DataAccessException) {
                return true;
            }
        }
        return false;
    }

    private static Optional<ProblemException> problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }
}
