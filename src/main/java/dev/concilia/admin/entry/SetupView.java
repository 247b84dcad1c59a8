package dev.concilia.admin.entry;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.concilia.business.FirstRun;
import dev.concilia.business.People;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;

/** The setup of a fresh hub, open to whoever has the one-time link from its start. */
@Route("setup")
@AnonymousAllowed
public class SetupView extends EntryPage implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient FirstRun firstRun;
    private final transient People people;
    private final SetupForm form;
    private String code = "";
    private boolean open;

    SetupView(FirstRun firstRun, People people) {
        super("setup.title");
        this.firstRun = firstRun;
        this.people = people;
        this.form = new SetupForm(this::complete);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        code = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("code")
                .orElse("");
        open = firstRun.accepts(code);
        show();
    }

    @Override
    void show() {
        form.translate();
        setClassName("wide", open);
        if (open) {
            Paragraph lead = new Paragraph(getTranslation("setup.lead"));
            lead.addClassName("muted");
            fill(new H1(getTranslation("setup.title")), lead, form);
        } else if (people.isEmpty()) {
            fill(new H1(getTranslation("setup.wrong.title")), new Paragraph(getTranslation("setup.wrong.text")));
        } else {
            Anchor login = new Anchor("login", getTranslation("login.submit"));
            login.addClassName("button-link");
            fill(new H1(getTranslation("setup.done.title")), new Paragraph(getTranslation("setup.done.text")), login);
        }
    }

    private void complete(FirstRun.Answers answers) {
        try {
            firstRun.complete(code, answers);
            getUI().ifPresent(ui -> ui.getPage().setLocation("login?welcome"));
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.FORBIDDEN) {
                form.refuse(e);
                return;
            }
            open = false; // somebody else was quicker
            show();
        }
    }
}
