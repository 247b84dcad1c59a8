package dev.concilia;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.theme.aura.Aura;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub's start, and what every page of the back office shares. */
@SpringBootApplication
@Push
@Viewport("width=device-width, initial-scale=1")
@ColorScheme(ColorScheme.Value.LIGHT_DARK)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("concilia.css")
public class ConciliaApplication implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;

    public static void main(String[] args) {
        SpringApplication.run(ConciliaApplication.class, args);
    }
}
