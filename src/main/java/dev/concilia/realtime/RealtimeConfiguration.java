package dev.concilia.realtime;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RealtimeSettings.class)
class RealtimeConfiguration {
    static final String SOCKET_PATH = "/socket.io/*";

    /** Behind it each connection is judged by its key ({@link SocketRooms}); cookies mean nothing, so no CSRF. */
    @Bean
    @Order(2)
    SecurityFilterChain socketChain(HttpSecurity http) {
        return http.securityMatcher("/socket.io/**")
                .cors(Customizer.withDefaults()) // the origins of the API; a WebSocket has none to be kept from
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .headers(headers -> headers.contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .build();
    }

    @Bean
    ServletRegistrationBean<SocketGate> socketGate(SocketServer server) {
        ServletRegistrationBean<SocketGate> gate = new ServletRegistrationBean<>(new SocketGate(server), SOCKET_PATH);
        gate.setName("socketGate");
        return gate;
    }
}
