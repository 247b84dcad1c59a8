package dev.concilia.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.VaadinSession;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.settings.SettingsView;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

/** What fails under a page becomes a sentence; the page stays, and nothing of the inside is told. */
class FailuresTest extends ViewTest {
    @Test
    void a_database_that_is_gone_is_said_and_what_was_typed_stays() {
        navigate(SettingsView.class);
        TextField name = find(TextField.class).all().getFirst();
        test(name).setValue("Half a name");
        fail(new CannotCreateTransactionException("Connection to 10.0.0.7 refused"));
        assertThat(said()).startsWith("The database does not answer.").doesNotContain("10.0.0.7");
        assertThat(name.getValue()).isEqualTo("Half a name");
        assertThat(getCurrentView()).isInstanceOf(SettingsView.class);
    }

    @Test
    void a_refusal_says_what_to_do_in_the_readers_language() {
        navigate(SettingsView.class);
        fail(new IllegalStateException(new ProblemException(ProblemCode.VERSION_CONFLICT)));
        assertThat(said()).startsWith("Somebody else changed this in the meantime.");
    }

    @Test
    void a_fault_tells_nothing_of_the_inside() {
        navigate(SettingsView.class);
        fail(new IllegalStateException("secret ck_abc"));
        assertThat(said()).startsWith("This did not work.").doesNotContain("ck_abc");
    }

    private static void fail(Throwable failure) {
        VaadinSession.getCurrent().setErrorHandler(new Failures());
        VaadinSession.getCurrent().getErrorHandler().error(new ErrorEvent(failure));
    }

    private String said() {
        return find(Span.class, find(Notification.class).single())
                .all()
                .getFirst()
                .getText();
    }
}
