package dev.sst.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sst.Sst;
import dev.sst.incident.Delivery;
import dev.sst.spi.CodeInspector;
import dev.sst.spi.Engine;
import dev.sst.spi.IncidentSink;
import dev.sst.web.HealthChecks;
import dev.sst.web.SstWeb;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What an application gets that has the starter on its class path. */
final class SstAutoConfigurationTest {
    private static final AutoConfigurations OURS =
            AutoConfigurations.of(SstAutoConfiguration.class, SstWebAutoConfiguration.class);

    @TempDir
    Path home;

    private static String engineName(ApplicationContext context) {
        return context.getBean(Sst.class).engine().name();
    }

    @Test
    void anApplicationThatSaysNothingTestsOnThisMachineAndKeepsEverythingInMemory() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(SstWeb.class);
                    assertThat(engineName(context)).isEqualTo("embedded");
                    assertThat(context.getBean(OpenStores.class).place()).isEqualTo("memory");
                    assertThat(context).hasSingleBean(CodeInspector.class);
                });
    }

    @Test
    void theApplicationsOwnDataSourceIsTakenAndNotMemory() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean("orders", DataSource.class, HikariDataSource::new)
                .withPropertyValues("sst.home=" + home)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .as("the pool has no address, and was asked")
                        .hasMessageContaining("jdbcUrl"));
    }

    @Test
    void severalDataSourcesAreAQuestionAndNotAReasonToForgetEverything() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean("orders", DataSource.class, HikariDataSource::new)
                .withBean("stock", DataSource.class, HikariDataSource::new)
                .withPropertyValues("sst.home=" + home)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("several DataSources")
                        .hasMessageContaining("@Primary"));
    }

    @Test
    void theAddressOfAStackStormChoosesIt() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home, "sst.stackstorm.api-url=http://127.0.0.1:9")
                .withPropertyValues(
                        "sst.stackstorm.auth-url=http://127.0.0.1:9", "sst.stackstorm.stream-url=http://127.0.0.1:9")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(engineName(context)).isEqualTo("stackstorm");
                });
    }

    @Test
    void aServletApplicationGetsTheRoutesWithoutTheRoot() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home)
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(SstWeb.class);
                    assertThat(context.getBean(SstWeb.class).routes())
                            .extracting(Object::toString)
                            .contains("POST /api/v1/tests")
                            .doesNotContain("GET /", "GET /health");
                });
    }

    @Test
    void theRoutesCanBeLeftOut() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home, "sst.web.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SstWeb.class));
    }

    @Test
    void underAPathOfTheirOwnTheRoutesHaveTheirRootPagesToo() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home, "sst.web.base-path=/ops/sst")
                .run(context -> assertThat(context.getBean(SstWeb.class).routes())
                        .extracting(Object::toString)
                        .contains("GET /", "GET /health", "GET /openapi.json"));
    }

    @Test
    void aPathThatIsNoneIsRefusedAtTheStart() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home, "sst.web.base-path=ops/sst/")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("ops/sst/"));
    }

    @Test
    void theSinkComesWithItsAddress() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home, "sst.incidents.api-url=http://127.0.0.1:9/incidents")
                .run(context -> assertThat(context).hasNotFailed().hasBean("sstRestIncidentSink"));
    }

    @Test
    void theHealthNamesEveryPart() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("sst.home=" + home)
                .run(context -> {
                    var health = context.getBean(HealthChecks.class).look();
                    assertThat(health).extracting("name").containsExactly("database", "node", "engine");
                    assertThat(health.get(2).details().get("tests").map(Object::toString))
                            .hasValueSatisfying(tests ->
                                    assertThat(tests).contains("rule", "fails: the embedded engine cannot run"));
                    assertThat(context.getBean(Engine.class).name()).isEqualTo("embedded");
                });
    }

    @Test
    void aPartThatDoesNotAnswerCountsAsDownAndHoldsNobodyUp() {
        var release = new CountDownLatch(1);
        IncidentSink deaf = new IncidentSink() {
            @Override
            public String name() {
                return "deaf";
            }

            @Override
            public Answer deliver(Delivery delivery, @Nullable String externalId) {
                return new Answer.Retry("deaf");
            }

            @Override
            public Health health() {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new Health(true, "");
            }
        };
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean(IncidentSink.class, () -> deaf)
                .withPropertyValues("sst.home=" + home)
                .run(context -> {
                    var health = context.getBean(HealthChecks.class).look();
                    assertThat(health).extracting("name").contains("sink deaf");
                    assertThat(health)
                            .filteredOn(part -> part.name().equals("sink deaf"))
                            .allMatch(part -> part.state() == HealthChecks.State.DOWN);
                });
        release.countDown();
    }
}
