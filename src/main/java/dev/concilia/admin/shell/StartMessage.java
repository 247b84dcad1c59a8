package dev.concilia.admin.shell;

import dev.concilia.business.FirstRun;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The line for whoever started the hub: where it is, or how to set it up. */
@Component
class StartMessage {
    private final FirstRun firstRun;
    private final Environment environment;

    StartMessage(FirstRun firstRun, Environment environment) {
        this.firstRun = firstRun;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @SuppressWarnings("SystemOut") // meant for a person at a terminal, not for the log
    void say() {
        String address = "http://localhost:" + environment.getProperty("local.server.port", "8080");
        System.out.println(firstRun.newCode()
                .map(code -> "Set up this hub: " + address + "/setup?code=" + code)
                .orElse("Concilia is ready: " + address));
    }
}
