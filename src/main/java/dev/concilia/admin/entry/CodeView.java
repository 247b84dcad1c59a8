package dev.concilia.admin.entry;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.springcsrf.SpringCsrfTokenUtil;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.concilia.admin.shell.Session;
import java.time.Clock;

/** The second step of a sign-in: a code of the authenticator app, or a recovery code. A plain form, as on the login page. */
@Route("login/code")
@AnonymousAllowed
public class CodeView extends EntryPage implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final String HINT = "code-hint";

    private final transient Session session;
    private final transient Clock clock;
    private QueryParameters parameters = QueryParameters.empty();

    CodeView(Session session, Clock clock) {
        super("code.title");
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!session.isPending(clock.instant())) {
            event.forwardTo("login");
            return;
        }
        parameters = event.getLocation().getQueryParameters();
        show();
    }

    @Override
    void show() {
        Paragraph lead = new Paragraph(getTranslation("code.lead"));
        lead.addClassName("muted");
        lead.setId(HINT);
        fill(new H1(getTranslation("code.title")), lead, complaint(), form(), back());
    }

    private Div complaint() {
        Div note = new Div();
        note.addClassName("note");
        note.getElement().setAttribute("role", "alert");
        boolean wait = parameters.getParameters().containsKey("wait");
        if (wait) {
            note.setText(getTranslation("login.wait.text", LoginView.minutes(parameters)));
        } else if (parameters.getParameters().containsKey("error")) {
            note.setText(getTranslation("code.wrong"));
        } else {
            note.setVisible(false);
        }
        return note;
    }

    private Div form() {
        Input code = new Input();
        code.setId("code");
        code.addClassName("code-field");
        code.getElement()
                .setAttribute("name", "code")
                .setAttribute("autocomplete", "one-time-code")
                .setAttribute("autocapitalize", "characters")
                .setAttribute("spellcheck", "false")
                .setAttribute("maxlength", "32")
                .setAttribute("required", true)
                .setAttribute("autofocus", true)
                .setAttribute("aria-describedby", HINT);
        NativeLabel label = new NativeLabel(getTranslation("code.field"));
        label.setFor(code);
        Element form = new Element("form");
        form.setAttribute("method", "post").setAttribute("action", "login/code");
        form.getClassList().add("code-form");
        Button submit = new Button(getTranslation("login.submit"));
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.getElement().executeJs("this.addEventListener('click', () => this.closest('form').requestSubmit())");
        form.appendChild(label.getElement(), code.getElement(), submit.getElement());
        SpringCsrfTokenUtil.getSpringCsrfToken(VaadinRequest.getCurrent())
                .ifPresent(token -> form.appendChild(new Element("input")
                        .setAttribute("type", "hidden")
                        .setAttribute("name", token.getParameterName())
                        .setAttribute("value", token.getToken())));
        Div holder = new Div();
        holder.getElement().appendChild(form);
        return holder;
    }

    private Anchor back() {
        return new Anchor("login", getTranslation("code.back"));
    }
}
