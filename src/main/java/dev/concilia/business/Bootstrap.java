package dev.concilia.business;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets a hub up from its environment, for automation: first owner, first business, administration token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Bootstrap.Settings.class)
public class Bootstrap {
    /** The name of the person that the operator's token acts as, where nobody has set the hub up yet. */
    public static final String OPERATOR = "CONCILIA_ADMIN_TOKEN";

    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);
    private static final int SHORTEST_TOKEN = 32;

    /**
     * @param ownerEmail {@code CONCILIA_OWNER_EMAIL}
     * @param ownerPassword {@code CONCILIA_OWNER_PASSWORD}
     * @param adminToken {@code CONCILIA_ADMIN_TOKEN}, 32 characters or more
     * @param businessName name of the first business
     * @param timezone its time zone
     * @param locale its language
     * @param currency its currency, ISO 4217
     */
    @ConfigurationProperties("concilia.bootstrap")
    public record Settings(
            @Nullable String ownerEmail,
            @Nullable String ownerPassword,
            @Nullable String adminToken,
            @DefaultValue("Mi negocio") String businessName,
            @DefaultValue("America/Mexico_City") ZoneId timezone,
            @DefaultValue("es") Locale locale,
            @DefaultValue("MXN") String currency) {
        @Override
        public String toString() {
            return "Settings[" + businessName + "]";
        }
    }

    /** Marks that the environment has been read: what needs the first business waits for this bean. */
    public record Done(boolean changed) {}

    @Bean
    Done bootstrapDone(
            Settings settings, FirstRun firstRun, Businesses businesses, People people, AccessTokens tokens) {
        boolean changed = owner(settings, firstRun);
        adminToken(settings, businesses, people, tokens);
        return new Done(changed);
    }

    private static boolean owner(Settings settings, FirstRun firstRun) {
        String email = settings.ownerEmail();
        String password = settings.ownerPassword();
        if (email == null || email.isBlank() || password == null || password.isBlank()) {
            return false;
        }
        return firstRun.completeUnattended(answers(settings, email, password)).isPresent();
    }

    private static void adminToken(Settings settings, Businesses businesses, People people, AccessTokens tokens) {
        String token = settings.adminToken();
        if (token == null || token.isBlank()) {
            return;
        }
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalStateException(
                    "CONCILIA_ADMIN_TOKEN must have " + SHORTEST_TOKEN + " characters or more.");
        }
        Person operator = people.firstOperator().orElseGet(() -> automation(settings, businesses, people));
        businesses
                .first()
                .ifPresent(business -> tokens.register(business.id(), operator.id(), "CONCILIA_ADMIN_TOKEN", token));
        log.info("Administration over HTTP with CONCILIA_ADMIN_TOKEN is on");
    }

    /** With a token but no owner, the token's holder is an operator without a password: setup by link stays open. */
    private static Person automation(Settings settings, Businesses businesses, People people) {
        Person operator = people.create("automation@localhost.invalid", OPERATOR, null, true);
        Business business = businesses
                .first()
                .orElseGet(() -> businesses.create(
                        settings.businessName(), settings.timezone(), settings.locale(), settings.currency()));
        people.join(business.id(), operator.id(), Role.OWNER);
        return operator;
    }

    private static FirstRun.Answers answers(Settings s, String email, String password) {
        return new FirstRun.Answers(s.businessName(), s.timezone(), s.locale(), s.currency(), "", email, password);
    }
}
