package dev.concilia.admin.entry;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.People;
import java.util.List;

/** Sign-in. The form goes to Spring Security, which comes back here with the reason if it refuses. */
@Route("login")
@AnonymousAllowed
public class LoginView extends EntryPage implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_WAIT = 15;
    private static final List<String> NOTES = List.of("welcome", "joined", "bye", "late");

    private final transient Session session;
    private final boolean fresh;
    private QueryParameters parameters = QueryParameters.empty();

    LoginView(Session session, People people) {
        super("login.title");
        this.session = session;
        this.fresh = people.isEmpty();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (session.user().isPresent()) {
            event.forwardTo("");
            return;
        }
        parameters = event.getLocation().getQueryParameters();
        show();
    }

    @Override
    void show() {
        LoginForm form = new LoginForm(texts());
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        form.getElement().setProperty("headingLevel", 1);
        form.setError(has("error") || has("wait"));
        Div note = new Div();
        note.addClassName("note");
        note.getElement().setAttribute("role", "status");
        note.setVisible(false);
        String said = fresh
                ? "login.fresh"
                : NOTES.stream()
                        .filter(this::has)
                        .findFirst()
                        .map(why -> "login." + why)
                        .orElse("");
        if (!said.isEmpty()) {
            note.setText(getTranslation(said));
            note.setVisible(true);
        }
        fill(note, form, passkey());
    }

    /** Shown by the browser only if it knows passkeys. */
    private Button passkey() {
        Button button = new Button(getTranslation("login.passkey"));
        button.addClassName("passkey");
        button.getElement()
                .setAttribute("data-failed", getTranslation("login.passkeyFailed"))
                .executeJs("window.conciliaPasskey.offer(this)");
        return button;
    }

    private LoginI18n texts() {
        LoginI18n texts = LoginI18n.createDefault();
        LoginI18n.Form form = texts.getForm();
        form.setTitle(getTranslation("login.title"));
        form.setUsername(getTranslation("login.email"));
        form.setPassword(getTranslation("login.password"));
        form.setSubmit(getTranslation("login.submit"));
        LoginI18n.ErrorMessage error = texts.getErrorMessage();
        error.setUsername(getTranslation("login.emailMissing"));
        error.setPassword(getTranslation("login.passwordMissing"));
        if (has("wait")) {
            error.setTitle(getTranslation("login.wait.title"));
            error.setMessage(getTranslation("login.wait.text", minutes(parameters)));
        } else {
            error.setTitle(getTranslation("login.wrong.title"));
            error.setMessage(getTranslation("login.wrong.text"));
        }
        return texts;
    }

    private boolean has(String name) {
        return parameters.getParameters().containsKey(name);
    }

    static int minutes(QueryParameters parameters) {
        try {
            int minutes = Integer.parseInt(parameters.getSingleParameter("wait").orElse(""));
            return Math.clamp(minutes, 1, LONGEST_WAIT);
        } catch (NumberFormatException e) {
            return LONGEST_WAIT;
        }
    }
}
