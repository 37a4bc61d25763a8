package dev.sst.spring;

import dev.sst.Sst;
import dev.sst.spi.Engine;
import dev.sst.spi.IncidentSink;
import dev.sst.web.Callers;
import dev.sst.web.HealthChecks;
import dev.sst.web.Permission;
import dev.sst.web.RouteGroup;
import dev.sst.web.SstWeb;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Mounts the REST API in a Spring MVC application. It adds no security of its own and opens nothing: until the application
 * says who calls, by its own security or by a {@link Callers} bean, the routes refuse. What they may do is told by
 * {@code sst.web.roles.*}, by that bean otherwise.
 */
@AutoConfiguration(after = SstAutoConfiguration.class)
@ConditionalOnClass({SstWeb.class, RouterFunction.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "sst.web.enabled", matchIfMissing = true)
public class SstWebAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SstWebAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    HealthChecks sstHealthChecks(Sst sst, OpenStores stores, Engine engine, ObjectProvider<IncidentSink> sinks) {
        return new StandardHealth(sst, stores, engine, sinks.orderedStream().toList());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SstWeb sstWeb(
            Sst sst,
            HealthChecks health,
            ObjectProvider<Callers> callers,
            ObjectProvider<RouteGroup> groups,
            SstProperties properties) {
        var web = SstWeb.builder(sst)
                .health(health)
                .callers(callers.getIfAvailable(
                        () -> ofTheApplication(properties.web().roles())))
                .basePath(Objects.requireNonNull(properties.web().basePath(), "basePath"))
                .version(version())
                .defaultTimeout(Objects.requireNonNull(properties.execution().defaultTimeout(), "defaultTimeout"))
                .rootPages(Objects.requireNonNull(properties.web().rootPages(), "rootPages"));
        groups.orderedStream().forEach(web::routes);
        return web.build();
    }

    /** Who the application says it is, with what its roles allow. */
    private static Callers ofTheApplication(SstProperties.@Nullable Roles roles) {
        if (roles == null) {
            LOG.info(
                    "Whoever this application knows may do everything with its tests; sst.web.roles.* tells otherwise");
            return Callers.principal();
        }
        Map<String, Set<Permission>> allowed = RolePermissions.of(roles);
        LOG.info("With the tests, this application's roles may: {}", allowed);
        return Callers.roles(allowed);
    }

    private static String version() {
        String version = SstWeb.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Early, so that an application may have routes that answer whatever is left. */
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> sstRoutes(SstWeb web) {
        return web.router();
    }

    /** Event streams never end by themselves: they are ended before the web server waits for requests to end. */
    @Bean
    ApplicationListener<ContextClosedEvent> sstEventStreamsEnd(SstWeb web) {
        return event -> web.close();
    }
}
