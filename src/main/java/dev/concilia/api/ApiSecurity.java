package dev.concilia.api;

import dev.concilia.kernel.ProblemCode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

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

    @Bean
    @Order(1)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            Callers callers,
            RateLimiter limiter,
            ProblemWriter problems,
            ApiSettings settings,
            KeyExpiry expiry) {
        return http.securityMatcher("/api/**", "/health", "/actuator/**", "/api-docs", "/api-docs.json")
                .cors(cors -> cors.configurationSource(new AllowedOrigins(settings.corsOrigins())))
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
                        new ApiAuthenticationFilter(callers, limiter, OPEN, problems, expiry),
                        AnonymousAuthenticationFilter.class)
                .addFilterBefore(new CallLog(settings.debug()), AnonymousAuthenticationFilter.class)
                .build();
    }

    /** Addresses that no route can have (null bytes, encoded slashes …) get a problem, not a page. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (request, response, e) -> problems.write(request, response, ProblemCode.NOT_FOUND);
    }
}
