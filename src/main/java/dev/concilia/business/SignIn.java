package dev.concilia.business;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HubAddress.class)
class SignIn {
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService userDetailsService(People people, SignIns signIns) {
        return email -> {
            String hash = people.passwordHash(email);
            return people.byEmail(email)
                    .filter(person -> hash != null)
                    .flatMap(person -> signIns.load(person.id(), hash))
                    .orElseThrow(() -> new UsernameNotFoundException("no such account"));
        };
    }
}
