package dev.concilia.admin.shell;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.concilia.business.LoginThrottle;
import dev.concilia.business.Passkeys;
import dev.concilia.business.SecondFactor;
import dev.concilia.business.SignIns;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Browsers: sign-in by form, sessions, CSRF tokens and headers. Programs have a chain of their own, in {@code api}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class BrowserSecurity {
    /** Vaadin 25.2 evaluates scripts of its own: without the two "unsafe" words for scripts it does not start. */
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Order(100)
    SecurityFilterChain browserChain(
            HttpSecurity http,
            UserDetailsService accounts,
            PasswordEncoder passwords,
            LoginThrottle throttle,
            SecondFactor secondFactor,
            SignIns signIns,
            Passkeys passkeys,
            Clock clock,
            SecurityContextHolderStrategy holder) {
        DaoAuthenticationProvider byPassword = new DaoAuthenticationProvider(accounts);
        byPassword.setPasswordEncoder(passwords);
        // As the only manager: a parent would ask the accounts again, and so let the throttled in.
        http.authenticationManager(new ProviderManager(new ThrottledSignIn(byPassword, throttle, secondFactor)));
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/concilia.css", "/concilia.js", "/keys.js", "/icons/**", "/aura/**", "/favicon.ico")
                .permitAll());
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView("/login", "/login?bye").anyRequest(AuthorizedUrl::authenticated));
        http.formLogin(form -> form.failureHandler(failed(clock)));
        http.with(
                new OtherSignIns(
                        new CodeSignIn(secondFactor, signIns, clock),
                        new PasskeySignIn(passkeys, signIns),
                        passkeys,
                        holder),
                Customizer.withDefaults());
        http.addFilterBefore(new CurrentRights(signIns, holder), AnonymousAuthenticationFilter.class);
        http.headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(p -> p.policy("geolocation=(), microphone=(), payment=()"))
                .withObjectPostProcessor(eager()));
        return http.build();
    }

    /** Vaadin commits its pages past Spring's wrapper: headers written on commit would never get there. */
    private static ObjectPostProcessor<HeaderWriterFilter> eager() {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends HeaderWriterFilter> T postProcess(T filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        };
    }

    /** Says why on the login page: a wrong pair, or how many minutes to wait; or goes on to the page that asks for a code. */
    private static AuthenticationFailureHandler failed(Clock clock) {
        return (request, response, failure) -> {
            if (failure instanceof InternalAuthenticationServiceException) { // the accounts could not be asked
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return;
            }
            if (failure instanceof ThrottledSignIn.CodeNeeded needed) {
                PendingSignIn.begin(request, needed.user(), clock.instant());
            }
            response.sendRedirect(request.getContextPath()
                    + switch (failure) {
                        case ThrottledSignIn.CodeNeeded needed -> CodeSignIn.PATH;
                        case ThrottledSignIn.Wait wait -> "/login?wait=" + wait.minutes();
                        default -> "/login?error";
                    });
        };
    }
}
