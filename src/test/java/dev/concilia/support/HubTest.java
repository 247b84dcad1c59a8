package dev.concilia.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * A test against the whole hub over HTTP, on its own embedded PostgreSQL. Every class with this annotation shares one
 * hub, so add nothing to it that would make Spring start another; a test makes a business of its own ({@link Hub}).
 * Constructor parameters are injected: {@link Hub}, {@link Tables}, {@link TestClock}, {@link SqlLog}, or any bean.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "concilia.bootstrap.admin-token=" + HubTest.ADMIN_TOKEN,
            "concilia.device.sync-api-key=" + HubTest.SYNC_API_KEY,
            "concilia.database-url=",
            "concilia.api.rate-limit=6000",
            "concilia.api.wrong-key-limit=2000", // the walls' tests send many
            "concilia.device.api-secret-key=",
            "concilia.bootstrap.owner-email=",
            "concilia.bootstrap.owner-password=",
            "concilia.alert.first-check=1000d", // likewise: a test evaluates its own business
            "concilia.alert.check=1000d",
            "concilia.alert.send-check=1000d",
            "concilia.alert.forget-check=1000d",
            "concilia.alert.allow-private-webhooks=true", // the test's own receiver is on this machine
            "concilia.alert.webhook-timeout=2s",
            "concilia.mail.host=127.0.0.1",
            "concilia.mail.from=hub@example.com",
            "concilia.mail.encryption=NONE",
            "concilia.mail.username=",
            "concilia.sync.retention.check=1000d" // a test that moves the clock runs it itself
        })
@ContextConfiguration(initializers = {TestDataDir.class, TestAddress.class, TestMail.class})
@Import(HubTestBeans.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface HubTest {
    /** The first operator's token. */
    String ADMIN_TOKEN = "admin-token-of-the-test-hub-000000000000";

    /** The business key that the environment gives the first business. */
    String SYNC_API_KEY = "sync-api-key-of-the-test-hub-00000000";
}
