package dev.sst.examples.spring;

import dev.sst.Executions;
import dev.sst.Sst;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.Execution;
import dev.sst.execution.Verdict;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A Spring Boot application with the starter on its class path writes a test, deploys it and executes it. */
@SpringBootApplication
public class MainJob {

    public static void main(String[] arguments) {
        SpringApplication.run(MainJob.class, arguments).close();
    }

    /** What the application does with {@link Sst}, which the starter made. */
    @Bean
    Verdict verdict(Sst sst) {
        var definition = TestDefinition.builder("two and two", TestType.ACTION)
                .code("import json\nprint(json.dumps({'status': 'success', 'sum': 2 + 2}))")
                .build();
        var test = sst.tests().create(definition, "example").test();
        sst.deployments().deploy(test.id(), false, DeploymentProgress.SILENT);
        Execution asked = sst.executions().execute(test.id(), Executions.Request.manual());
        Execution done = sst.executions().await(asked.id(), Duration.ofMinutes(1));
        System.out.println(test.definition().name() + ": " + done.verdict().orElseThrow());
        return done.verdict().orElseThrow().verdict();
    }
}
