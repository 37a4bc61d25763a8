package dev.sst.examples.plain;

import dev.sst.Executions.Request;
import dev.sst.Tests.Edit;
import dev.sst.core.SstCore;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.embedded.EmbeddedEngine;
import dev.sst.embedded.EmbeddedSettings;
import dev.sst.embedded.PythonCodeInspector;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentQuery;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The main job without Spring and without a database: a test that passes, breaks with one incident, and heals. */
public final class PlainJavaMain {
    private PlainJavaMain() {}

    public static void main(String[] arguments) throws IOException {
        show(Files.createTempDirectory("sst-example"), System.out::println);
    }

    static void show(Path home, Consumer<String> out) {
        var settings = EmbeddedSettings.in(home);
        var python = new PythonCodeInspector(settings);
        try (var engine = EmbeddedEngine.open(settings, InstantSource.system());
                var sst = SstCore.builder(engine).inspector(python).start()) {
            var hello = TestDefinition.builder("Hello", TestType.ACTION);
            var first = sst.tests().create(hello.code(printing("draft")).build(), "me");
            TestId id = first.test().id();
            for (String status : List.of("success", "failed", "success")) {
                var next = hello.code(printing(status)).build();
                sst.tests().update(id, last -> next, new Edit("me", status, null));
                sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
                var asked = sst.executions().execute(id, Request.manual());
                var done = sst.executions().await(asked.id(), Duration.ofMinutes(1));
                out.accept("verdict " + done.verdict().orElseThrow().verdict());
                for (Incident incident : sst.incidents().list(IncidentQuery.newest(10))) {
                    out.accept("incident " + incident.status() + ": " + incident.cause());
                }
            }
        }
    }

    private static String printing(String status) {
        return "import json\nprint(json.dumps({'status': '" + status + "', 'answer': 42}))\n";
    }
}
