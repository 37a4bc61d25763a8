package dev.sst.benchmarks;

import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.yaml.YamlCodeInspector;
import java.time.Duration;
import java.util.List;

/** The tests that are executed, with what the scripted StackStorm is to do. */
final class BenchmarkedTests {
    private static final Duration TIMEOUT = Duration.ofSeconds(1800);

    /** Reads what they say; their Python is always a script. */
    static final CodeInspector INSPECTOR =
            new YamlCodeInspector(python -> new CodeInspection(CodeShape.SCRIPT, "", List.of(), List.of()));

    private BenchmarkedTests() {}

    /** A script that passes after so long. */
    static TestDefinition action(Duration duration) {
        return TestDefinition.builder("passes after " + duration.toMillis() + " ms", TestType.ACTION)
                .code("""
                        #!/usr/bin/env python3
                        # scripted: {"after_ms": %d}
                        print('{"status": "success"}')
                        """.formatted(duration.toMillis()))
                .timeout(TIMEOUT)
                .build();
    }

    /** A workflow that passes after so long, and starts so many executions meanwhile, one after the other. */
    static TestDefinition workflow(Duration duration, int steps) {
        return TestDefinition.builder("workflow of " + duration.toMillis() + " ms", TestType.WORKFLOW)
                .code("""
                        version: 1.0
                        # scripted: {"after_ms": %d, "steps": %d}
                        tasks:
                          step:
                            action: core.noop
                        """.formatted(duration.toMillis(), steps))
                .timeout(TIMEOUT)
                .build();
    }

    /**
     * A rule of a webhook of its own.
     *
     * @param script what becomes of its event, as the scripted rules read it
     * @param quiet how long nothing must change before its execution is over
     * @param fired how often it must have fired by then
     */
    static TestDefinition rule(String url, String script, Duration quiet, int fired) {
        JsonObject payload =
                JsonObject.builder().put("scripted", JsonText.parse(script)).build();
        return TestDefinition.builder("rule " + url, TestType.RULE)
                .code("""
                        trigger:
                          type: core.st2.webhook
                          parameters:
                            url: %s
                        action:
                          ref: core.noop
                        """.formatted(url))
                .parameters(payload)
                .metadata(JsonObject.builder()
                        .put("quiet_seconds", JsonNumber.of(quiet.toSeconds()))
                        .build())
                .expectation(JsonObject.builder().put("fired", fired).build())
                .timeout(TIMEOUT)
                .build();
    }
}
