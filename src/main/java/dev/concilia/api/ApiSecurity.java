package dev.concilia.api;

import dev.concilia.device.WrongKeys;
import dev.concilia.kernel.ProblemCode;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** The stateless chain of the API: keys and tokens, no cookies, no session, so no CSRF. Deny unless allowed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class ApiSecurity {
    private static final RequestMatcher OPEN = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/api/health"),
            PathPatternRequestMatcher.pathPattern("/health"),
            PathPatternRequestMatcher.pathPattern("/api-docs"),
            PathPatternRequestMatcher.pathPattern("/api-docs.json"),
            PathPatternRequestMatcher.pathPattern("/actuator/health/**"));

    /** One count for all ways in: HTTP here, and socket.io. */
    @Bean
    WrongKeys wrongKeys(Clock clock, ApiSettings settings) {
        return new WrongKeys(clock, settings.wrongKeyLimit());
    }

    /** Under the name by which Spring Security finds it: other chains go by the same origins. */
    @Bean
    CorsConfigurationSource corsConfigurationSource(ApiSettings settings) {
        return new AllowedOrigins(settings.corsOrigins());
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            Callers callers,
            RateLimiter limiter,
            ProblemWriter problems,
            ApiSettings settings,
            KeyExpiry expiry,
            SecurityContextHolderStrategy holder) {
        return http.securityMatcher("/api/**", "/health", "/actuator/**", "/api-docs", "/api-docs.json")
                .cors(Customizer.withDefaults())
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())) // leaves a browser's be
                .headers(headers -> headers.contentSecurityPolicy(
                                csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(routes -> routes.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/enroll")
                        .permitAll()
                        .requestMatchers("/api/admin/businesses/**")
                        .hasRole("OPERATOR")
                        .requestMatchers(HttpMethod.GET, "/api/admin/**")
                        .hasAnyRole("OWNER", "ADMIN", "AUDITOR")
                        .requestMatchers("/api/admin/settings")
                        .hasRole("OWNER")
                        .requestMatchers("/api/admin/**")
                        .hasAnyRole("OWNER", "ADMIN")
                        .requestMatchers("/api/sync/**")
                        .hasRole("DEVICE")
                        .requestMatchers(HttpMethod.GET, "/api/**")
                        .hasAnyRole("DEVICE", "OWNER", "ADMIN", "AUDITOR")
                        .requestMatchers("/api/**")
                        .hasAnyRole("DEVICE", "OWNER", "ADMIN")
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) ->
                                problems.write(request, response, ProblemCode.API_KEY_MISSING))
                        .accessDeniedHandler(
                                (request, response, e) -> problems.write(request, response, ProblemCode.FORBIDDEN)))
                .addFilterBefore(
                        new ApiAuthenticationFilter(callers, limiter, OPEN, problems, expiry, holder),
                        AnonymousAuthenticationFilter.class)
                .addFilterBefore(
                        new CallLog(settings.debug(), holder), CorsFilter.class) // sees those that are refused, too
                .build();
    }

    /** Addresses that no route can have (null bytes, encoded slashes …) get a problem, not a page. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (request, response, e) -> problems.write(request, response, ProblemCode.NOT_FOUND);
    }
}
