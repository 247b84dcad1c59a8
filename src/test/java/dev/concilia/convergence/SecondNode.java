package dev.concilia.convergence;

import dev.concilia.support.OtherHub;
import dev.concilia.support.Tables;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Another hub on the database of the shared test hub; one for all tests, since a start costs seconds. */
final class SecondNode {
    private static @Nullable SecondNode only;

    private final Sabotage sabotage = new Sabotage();
    private final OtherHub hub;

    private SecondNode(Tables tables) {
        this.hub = OtherHub.beside(tables, this::prepare);
    }

    static synchronized SecondNode beside(Tables tables) {
        if (only == null) {
            only = new SecondNode(tables);
        }
        return only;
    }

    URI uri() {
        return Target.node(hub.port());
    }

    Sabotage sabotage() {
        return sabotage;
    }

    /** Stops the node and starts it again at the same address. */
    void restart() {
        hub.restart();
    }

    private void prepare(ConfigurableApplicationContext made) {
        made.getBeanFactory().addBeanPostProcessor(sabotage);
        ((GenericApplicationContext) made).registerBean("sabotage", FilterRegistrationBean.class, sabotage::filter);
    }
}
