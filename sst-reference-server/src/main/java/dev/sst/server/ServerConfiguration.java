package dev.sst.server;

import dev.sst.spring.OpenStores;
import dev.sst.spring.PostgresStores;
import dev.sst.spring.SstProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.InstantSource;
import java.util.EnumSet;
import org.apache.catalina.core.StandardHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Puts the server together: its home, its database, who may call, and what the starter brings. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConfiguration.class);

    @Bean(destroyMethod = "close")
    ServerHome home(SstProperties properties) {
        return ServerHome.take(properties.homeFolder());
    }

    /** The database that {@code DATABASE_URL} names, else one of our own in the home folder. */
    @Bean(destroyMethod = "close")
    OpenStores stores(ServerHome home, SstProperties properties) {
        String url = properties.database().url();
        if (url != null) {
            return PostgresStores.at(url, properties.database());
        }
        EmbeddedDatabase database = EmbeddedDatabase.start(home.folder("postgres"));
        try {
            OpenStores stores = PostgresStores.at(database.url(), properties.database());
            return new OpenStores(stores.stores(), "embedded postgresql", false, () -> {
                stores.close();
                database.close();
            });
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Bean
    TokenCheck tokenCheck(OpenStores stores, ServerHome home, @Value("${server.bootstrap-token:}") String bootstrap) {
        new AdministratorToken(stores.stores().tokens(), home.tokenFile(), System.out).settle(bootstrap);
        return new TokenCheck(stores.stores().tokens(), new Sessions(System::nanoTime), System::nanoTime);
    }

    @Bean
    SessionRoutes sessionRoutes(TokenCheck check) {
        return new SessionRoutes(check, InstantSource.system());
    }

    @Bean
    FilterRegistrationBean<Filter> boundary(
            @Value("${server.allowed-hosts:}") String allowedHosts, SstProperties properties) {
        var registration = new FilterRegistrationBean<Filter>(new BoundaryFilter(
                AllowedHosts.of(allowedHosts, properties.web().publicUrl())));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    /** What nobody else answers, the container's own errors included. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> fallback() {
        return new FallbackRoutes();
    }

    /** What never reaches a servlet, such as a request line that cannot be read, is answered in the same form. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ContainerErrors.class.getName());
            }
        });
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> tellAddress(Environment environment) {
        return event -> {
            var context = (ServletWebServerApplicationContext) event.getApplicationContext();
            var server = context.getWebServer();
            String host = environment.getProperty("server.address", ServerVariables.DEFAULT_BIND);
            for (String variable : ServerVariables.NOT_USED_YET) {
                if (!environment.getProperty(variable, "").isBlank()) {
                    LOG.info("{} is set, and not used by this version", variable);
                }
            }
            LOG.info("Ready at http://{}:{}", host, server == null ? "?" : server.getPort());
        };
    }
}
