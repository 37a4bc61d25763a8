package dev.sst.browser;

import dev.sst.Executions;
import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.examples.mounted.OpsApplication;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * The example application with the pages under {@code /ops/sst}, in this JVM, on a free port. In it there is a test that fails, of
 * two revisions, with an execution and an open incident.
 */
final class MountedApplication implements AutoCloseable {
    static final String TEST_NAME = "a shelf that is empty";

    private static final Duration RUN = Duration.ofSeconds(60);
    private static final String BY = "seed";

    private final ServletWebServerApplicationContext context;
    private final TestId test;
    private final String execution;
    private final IncidentId incident;

    private MountedApplication(ServletWebServerApplicationContext context) {
        this.context = context;
        Sst sst = context.getBean(Sst.class);
        test = sst.tests().create(failing(), BY).test().id();
        sst.tests()
                .update(
                        test,
                        written -> written.toBuilder()
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        edit());
        sst.deployments().deploy(test, false, DeploymentProgress.SILENT);
        var asked = sst.executions().execute(test, Executions.Request.manual());
        execution = sst.executions().await(asked.id(), RUN).id().value();
        incident = sst.incidents().list(IncidentQuery.newest(1)).get(0).id();
    }

    /** @param home the folder of its engine */
    static MountedApplication start(Path home) {
        return new MountedApplication((ServletWebServerApplicationContext)
                SpringApplication.run(OpsApplication.class, "--server.port=0", "--sst.home=" + home));
    }

    private static TestDefinition failing() {
        return TestDefinition.builder(TEST_NAME, TestType.ACTION)
                .code("import json\nprint(json.dumps({'status': 'error', 'message': 'nothing on it'}))")
                .build();
    }

    private static Tests.Edit edit() {
        return new Tests.Edit(BY, "", null);
    }

    /** The address of a page below the mount's {@code /ui}. */
    String address(String page) {
        return "http://127.0.0.1:" + context.getWebServer().getPort() + "/ops/sst/ui" + page;
    }

    String testPage() {
        return "/tests/" + test;
    }

    String executionPage() {
        return "/executions/" + execution;
    }

    String incidentPage() {
        return "/incidents/" + incident;
    }

    @Override
    public void close() {
        context.close();
    }
}
