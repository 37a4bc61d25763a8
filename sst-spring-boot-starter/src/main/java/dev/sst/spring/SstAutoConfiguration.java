package dev.sst.spring;

import dev.sst.Sst;
import dev.sst.core.SstCore;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.embedded.EmbeddedEngine;
import dev.sst.embedded.PythonCodeInspector;
import dev.sst.incidents.RestIncidentSink;
import dev.sst.spi.CodeInspector;
import dev.sst.spi.Engine;
import dev.sst.spi.IncidentSink;
import dev.sst.stackstorm.StackStormEngine;
import dev.sst.yaml.YamlCodeInspector;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the framework: an engine, stores, a reader of code, sinks, and the {@link Sst} that works on them. Every bean gives
 * way to one of the application's own. Closing the context hands back what this node was working on.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@EnableConfigurationProperties(SstProperties.class)
public class SstAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SstAutoConfiguration.class);

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Engine sstEngine(SstProperties properties) {
        var settings = new EngineSettings(properties);
        return switch (properties.chosenEngine()) {
            case STACKSTORM -> StackStormEngine.at(settings.stackStorm(), InstantSource.system());
            case EMBEDDED -> EmbeddedEngine.open(settings.embedded(), InstantSource.system());
        };
    }

    @Bean
    @ConditionalOnMissingBean
    CodeInspector sstCodeInspector(SstProperties properties) {
        return new YamlCodeInspector(new PythonCodeInspector(new EngineSettings(properties).embedded()));
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(name = "sstRestIncidentSink")
    @ConditionalOnProperty("sst.incidents.api-url")
    RestIncidentSink sstRestIncidentSink(SstProperties properties) {
        return new RestIncidentSink(EngineSettings.incidents(properties.incidents()));
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Sst sst(
            Engine engine,
            OpenStores stores,
            CodeInspector inspector,
            ObjectProvider<IncidentSink> sinks,
            SstProperties properties) {
        List<IncidentSink> told = sinks.orderedStream().toList();
        var core = SstCore.builder(engine)
                .stores(stores.stores())
                .inspector(inspector)
                .sinks(told)
                .settings(coreSettings(properties.execution(), properties.incidents()))
                .linkBase(properties.web().publicUrl());
        if (!stores.shared()) {
            core.alone();
        }
        if (engine instanceof EmbeddedEngine embedded) {
            core.exclusiveTo(embedded.homeId());
        }
        LOG.info(
                "Tests run on the {} engine, everything is kept in {}, incidents are told to {}",
                engine.name(),
                stores.place(),
                told.isEmpty()
                        ? "nobody else"
                        : told.stream().map(IncidentSink::name).toList());
        return core.start();
    }

    private static CoreSettings coreSettings(SstProperties.Execution execution, SstProperties.Incidents incidents) {
        var settings = CoreSettings.builder();
        if (execution.maxConcurrent() != null) {
            settings.maxConcurrent(execution.maxConcurrent());
        }
        if (execution.startsPerSecond() != null) {
            settings.startsPerSecond(execution.startsPerSecond());
        }
        if (execution.lease() != null) {
            settings.lease(execution.lease());
        }
        if (execution.maxTestDuration() != null) {
            settings.maxTestDuration(execution.maxTestDuration());
        }
        if (execution.lookForDriftEvery() != null) {
            settings.lookForDriftEvery(execution.lookForDriftEvery());
        }
        if (incidents.deliveryLease() != null) {
            settings.deliveryLease(incidents.deliveryLease());
        }
        return settings.build();
    }

    /** With {@code sst-jpa}: PostgreSQL where there is one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "dev.sst.jpa.JpaStores")
    static class PostgresConfiguration {

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        OpenStores sstStores(SstProperties properties, ObjectProvider<DataSource> pools) {
            String url = properties.database().url();
            if (url != null) {
                return PostgresStores.at(url, properties.database());
            }
            DataSource pool = pools.getIfUnique();
            if (pool == null && pools.stream().findAny().isPresent()) {
                throw new IllegalStateException(
                        "there are several DataSources: mark the one for the tests @Primary, or set sst.database.url");
            }
            return pool != null ? PostgresStores.on(pool, properties.database()) : inMemory();
        }
    }

    /** Without {@code sst-jpa}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("dev.sst.jpa.JpaStores")
    static class MemoryConfiguration {

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        OpenStores sstStores(SstProperties properties) {
            if (properties.database().url() != null) {
                throw new IllegalStateException("sst.database.url is set, and sst-jpa is not on the class path");
            }
            return inMemory();
        }
    }

    private static OpenStores inMemory() {
        LOG.warn("Everything is kept in memory, and is gone when this process ends");
        return new OpenStores(MemoryStores.create(InstantSource.system()), "memory", false, () -> {});
    }
}
