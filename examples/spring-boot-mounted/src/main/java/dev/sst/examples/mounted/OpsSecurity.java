package dev.sst.examples.mounted;

import static org.springframework.security.config.Customizer.withDefaults;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** The application's own security: nothing in it is ours but the path. */
@Configuration(proxyBeanMethods = false)
class OpsSecurity {

    /**
     * Everybody has to sign in. Two lines are for the pages under {@code /ops/sst}, and for any other pages that call an API:
     *
     * <ol>
     *   <li>{@code spa()} offers the CSRF token as a cookie, which the pages send back as a header;
     *   <li>whoever asks the API without being signed in gets 401, not the page to sign in at.
     * </ol>
     */
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(withDefaults())
                .csrf(CsrfConfigurer::spa)
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), pathPattern("/ops/sst/api/**")))
                .build();
    }

    /** For trying it out; the clerk is in no role that the tests know. */
    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                user("viewer", "SST_VIEWER"), user("administrator", "SST_ADMINISTRATOR"), user("clerk", "ORDERS"));
    }

    private static UserDetails user(String name, String role) {
        return User.withUsername(name)
                .password("{noop}" + name + "-password")
                .roles(role)
                .build();
    }
}
