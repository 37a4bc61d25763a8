package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunTemplateTest {
    private static JsonObject template(String run) {
        return RunTemplate.of((JsonObject) JsonText.parse(run)).orElseThrow();
    }

    private static JsonObject test(String run) {
        return (JsonObject) template(run).get("test").orElseThrow();
    }

    @Test
    void anActionIsTestedWithTheSameValuesAndWithoutAnExpectation() {
        assertThat(test("""
                {"id": "65a0", "action": "core.http", "runner": "http-request", "status": "succeeded",
                 "start_timestamp": "2026-11-23T12:00:00Z", "end_timestamp": "2026-11-23T12:00:40Z",
                 "parameters": {"url": "http://127.0.0.1/", "headers": {"X": "1"}}, "result": {"status_code": 200}}""")).isEqualTo(JsonText.parse("""
                {"name": "core.http", "test_type": "action", "stackstorm_action": "core.http",
                 "test_parameters": {"url": "http://127.0.0.1/", "headers": {"X": "1"}}, "timeout": 81}"""));
    }

    @Test
    void theOutputOfAWorkflowThatSucceededIsExpectedAgain() {
        assertThat(test("""
                {"id": "65a0", "action": "ops.deploy", "runner": "orquesta", "status": "succeeded",
                 "parameters": {}, "result": {"output": {"version": 3}}}""")).isEqualTo(JsonText.parse("""
                {"name": "ops.deploy", "test_type": "workflow", "stackstorm_workflow": "ops.deploy", "test_parameters": {},
                 "timeout": 300, "expected_result": {"version": 3}}"""));
    }

    @Test
    void nothingIsExpectedOfAWorkflowThatFailed() {
        assertThat(test("""
                {"action": "ops.deploy", "runner": "orquesta", "status": "failed", "result": {"output": {"version": 3}}}""").get("expected_result")).isEmpty();
    }

    @Test
    void whatStackStormHidesIsLeftOutAndNamed() {
        JsonObject template = template("""
                {"id": "65a0", "action": "ops.login", "parameters": {"user": "ann", "login": {"tries": [{"password": "********"}]}}}""");

        assertThat(template.toString()).doesNotContain("****");
        assertThat(template.text("description").orElseThrow())
                .contains("hides the values of login: give them yourself");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T12:00:01Z, 30", "2026-11-23T18:00:00Z, 1800", "soon, 300"})
    void theTimeLimitIsTwiceWhatItTookWithinBounds(String end, long seconds) {
        assertThat(test("""
                {"action": "core.noop", "start_timestamp": "2026-11-23T12:00:00Z", "end_timestamp": "%s"}""".formatted(end)).get("timeout").map(Object::toString))
                .contains(Long.toString(seconds));
    }

    @Test
    void aRunThatNamesNoActionIsNoTemplate() {
        assertThat(RunTemplate.of(JsonObject.empty())).isEmpty();
    }
}
