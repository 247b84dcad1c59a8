package dev.concilia.support;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Spring Security keeps its holder in a static field, which each hub that starts in this process fills with its own. A class
 * of tests begins with that of its own hub, whatever ran before.
 */
final class OwnSecurity implements TestExecutionListener {
    @Override
    public void beforeTestClass(TestContext test) {
        SecurityContextHolder.setContextHolderStrategy(
                test.getApplicationContext().getBean(SecurityContextHolderStrategy.class));
    }
}
