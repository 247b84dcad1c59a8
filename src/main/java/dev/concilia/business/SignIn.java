package dev.concilia.business;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class SignIn {
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService userDetailsService(People people) {
        return email -> {
            String hash = people.passwordHash(email);
            return people.byEmail(email)
                    .filter(person -> hash != null)
                    .map(person -> new HubUser(person, people.membershipsOf(person.id()), hash))
                    .orElseThrow(() -> new UsernameNotFoundException("no such account"));
        };
    }
}
