package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.ConflictException;
import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.StoreUnavailableException;
import dev.sst.execution.Attempt;
import dev.sst.execution.Check;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executions, deployments and incidents over the API. */
final class ExecutionsApiTest {
    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    private Execution finished(String id, Verdict verdict) {
        var attempt = Attempt.intended(1, "sst-" + id + "-1", "nonce-not-shown", FakeSst.NOW)
                .started(new EngineExecutionId("65a0"), 1, FakeSst.NOW.plusSeconds(300))
                .ended(FakeSst.NOW.plusMillis(1500), verdict, "because");
        var checks = List.of(new Check(
                "status", "/status", JsonText.parse("\"ok\""), JsonNumber.of(7), false, "expected ok, was 7"));
        var document = (JsonObject) JsonText.parse("{\"status\":7}");
        return Execution.queued(new ExecutionId(id), new TestId("t001"), ExecutionKind.API, 1, FakeSst.NOW).toBuilder()
                .attempt(attempt)
                .finished(new Judgement(verdict, "because", checks, document, List.of()), FakeSst.NOW.plusMillis(1500))
                .build();
    }

    @Test
    void aFinishedExecutionIsTheContractsDocument() {
        web.sst.put(finished("e001", Verdict.ERROR));
        Web.Reply reply = web.get("/api/v1/executions/e001");
        assertThat(reply.object()).isEqualTo(JsonText.parse("""
                                {"execution_id":"e001","test_id":"t001","test_name":null,"test_type":null,"pack":null,
                                 "stackstorm_execution_id":"65a0","status":"failed",
                                 "state":"finished","verdict":"error","kind":"api","revision":1,"parameters":{},
                                 "created_at":"2026-11-23T10:00:00.250Z","started_at":"2026-11-23T10:00:00.250Z",
                                 "completed_at":"2026-11-23T10:00:01.750Z","duration_seconds":1.5,"error_message":"because",
                                 "output_data":{"status":7},
                                 "checks":[{"name":"status","path":"/status","expected":"ok","actual":7,"passed":false,
                                            "message":"expected ok, was 7"}],
                                 "warnings":[],
                                 "attempts":[{"attempt":1,"stackstorm_execution_id":"65a0","trace_tag":"sst-e001-1","revision":1,
                                              "started_at":"2026-11-23T10:00:00.250Z","deadline":"2026-11-23T10:05:00.250Z",
                                              "completed_at":"2026-11-23T10:00:01.750Z","verdict":"error","error_message":"because"}],
                                 "next_attempt_at":null,"cancel_requested":false,"created_incident_id":null,"execution_context":{}}"""));
        assertThat(reply.text()).doesNotContain("nonce");
        assertThat(web.get("/api/v1/tests/executions/e001").text()).isEqualTo(reply.text());
    }

    @Test
    void theDocumentHasExactlyTheFieldsOfItsSchema() {
        web.sst.put(finished("e001", Verdict.PASSED));
        JsonObject schema = (JsonObject) OpenApi.schemas().get("Execution").orElseThrow();
        Set<String> fields =
                ((JsonObject) schema.get("properties").orElseThrow()).members().keySet();
        assertThat(web.get("/api/v1/executions/e001").object().members().keySet())
                .isEqualTo(fields);
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED, passed",
        "FAILED, failed",
        "ERROR, failed",
        "INFRASTRUCTURE, failed",
        "TIMEOUT, timeout",
        "CANCELLED, cancelled",
        "SKIPPED, cancelled"
    })
    void aVerdictShowsAsItsStatusAndIsFoundByIt(Verdict verdict, String status) {
        web.sst.put(finished("e001", verdict));
        assertThat(web.get("/api/v1/executions?status=" + status).text())
                .contains("\"status\":\"" + status + "\"")
                .contains("\"verdict\":\"" + Json.word(verdict.name()) + "\"");
        assertThat(web.get("/api/v1/executions?status=running").array().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"QUEUED, pending", "STARTING, pending", "RUNNING, running", "CANCELLING, running"})
    void aStateShowsAsItsStatus(ExecutionState state, String status) {
        var execution = Execution.queued(new ExecutionId("e1"), new TestId("t"), ExecutionKind.API, 1, FakeSst.NOW);
        web.sst.put(execution.toBuilder().state(state).build());
        assertThat(web.get("/api/v1/executions/e1").object().text("status")).contains(status);
        assertThat(web.get("/api/v1/executions?status=" + status).array().size())
                .isEqualTo(1);
    }

    @Test
    void whatWaitsForItsNextAttemptSaysUntilWhen() {
        var queued = Execution.queued(new ExecutionId("e1"), new TestId("t"), ExecutionKind.API, 1, FakeSst.NOW);
        web.sst.put(queued);
        assertThat(web.get("/api/v1/executions/e1").object().text("next_attempt_at"))
                .isEmpty();
        web.sst.put(queued.toBuilder()
                .attempt(Attempt.intended(1, "key", "nonce", FakeSst.NOW).ended(FakeSst.NOW, Verdict.FAILED, "no"))
                .dueAt(FakeSst.NOW.plusSeconds(5))
                .build());
        assertThat(web.get("/api/v1/executions/e1").object().text("next_attempt_at"))
                .contains("2026-11-23T10:00:05.250Z");
    }

    @Test
    void theLastPassBeforeAnExecutionIsFound() {
        web.sst.put(finished("e001", Verdict.PASSED));
        web.sst.put(finished("e002", Verdict.FAILED));
        assertThat(web.get("/api/v1/executions/e002/last-pass").object().text("execution_id"))
                .contains("e001");
        assertThat(web.get("/api/v1/executions/e001/last-pass").status()).isEqualTo(404);
        assertThat(web.get("/api/v1/executions/e009/last-pass").status()).isEqualTo(404);
    }

    @Test
    void aDeploymentTellsItsStepsAndWhoAskedForIt() {
        String id = web.createDeployedTest("login");
        assertThat(web.get("/api/v1/tests/" + id + "/deployment").object().get("progress"))
                .contains(JsonText.parse("""
                        {"state":"done","step":"Deployed","steps":[{"name":"writing the action","state":"done"}],"by":"ada",
                         "errors":[],"execution_id":null,"warnings":[]}"""));
    }

    @Test
    void aStatusOfSeveralVerdictsIsPagedAsOneList() {
        web.sst.put(finished("e001", Verdict.FAILED));
        web.sst.put(finished("e002", Verdict.ERROR));
        web.sst.put(finished("e003", Verdict.INFRASTRUCTURE));
        Web.Reply first = web.get("/api/v1/executions?status=failed&limit=2");
        assertThat(first.raw().getHeader("X-Next-Cursor")).isEqualTo("e002");
        assertThat(web.get("/api/v1/executions?status=failed&limit=2&cursor=e002")
                        .text())
                .contains("e001")
                .doesNotContain("e003");
        assertThat(web.get("/api/v1/executions?status=failed&verdict=error")
                        .array()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void executeIsAcceptedAtOnce() {
        String id = web.createDeployedTest("login");
        Web.Reply reply = web.post("/api/v1/tests/" + id + "/execute", "{\"parameters\":{\"url\":\"x\"}}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.field("status")).isEqualTo("\"pending\"");
        assertThat(reply.raw().getHeader("Location")).isEqualTo("/api/v1/executions/e001");
        assertThat(web.sst.requests.get(0).kind()).isEqualTo(ExecutionKind.API);
        assertThat(web.sst.requests.get(0).parameters().text("url")).contains("x");
        assertThat(web.post("/api/v1/tests/" + id + "/execute?wait=1").status()).isEqualTo(202);
        assertThat(web.post("/api/v1/tests/" + id + "/execute?wait=-1").status())
                .isEqualTo(422);
    }

    @Test
    void whatAPersonStartsIsManual() {
        String id = web.createDeployedTest("login");
        web.send(Web.anonymous("POST", "/api/v1/tests/" + id + "/execute").header("X-Caller", "person"));
        assertThat(web.sst.requests.get(0).kind()).isEqualTo(ExecutionKind.MANUAL);
    }

    @Test
    void aTestThatIsNotDeployedIsAConflict() {
        Web.Reply reply = web.post("/api/v1/tests/" + web.createTest("a") + "/execute");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.field("reason")).isEqualTo("\"not_deployed\"");
    }

    @Test
    void cancelRerunAndOutputAnswer() {
        String id = web.createDeployedTest("login");
        web.post("/api/v1/tests/" + id + "/execute");
        assertThat(web.post("/api/v1/executions/e001/cancel").status()).isEqualTo(202);
        web.sst.put(finished("e001", Verdict.PASSED));
        assertThat(web.post("/api/v1/executions/e001/cancel").status()).isEqualTo(409);
        assertThat(web.post("/api/v1/executions/e001/rerun").field("execution_id"))
                .isEqualTo("\"e002\"");
        assertThat(web.get("/api/v1/executions/e001/output?after=4").object())
                .isEqualTo(
                        JsonText.parse(
                                "{\"execution_id\":\"e001\",\"offset\":4,\"text\":\"hello\\n\",\"next\":10,\"complete\":true}"));
        assertThat(web.get("/api/v1/executions/e001/output?limit=2").object().text("text"))
                .contains("he");
        assertThat(web.get("/api/v1/executions/e001/output?after=-1").status()).isEqualTo(422);
    }

    @Test
    void theStepsOfARunAreToldWithThoseWithinThem() {
        String id = web.createDeployedTest("flow");
        web.post("/api/v1/tests/" + id + "/execute");

        JsonObject answer = web.get("/api/v1/executions/e001/steps").object();

        assertThat(answer.text("execution_id")).contains("e001");
        assertThat(answer.get("steps").orElseThrow().toString())
                .contains("name=\"each\"", "item=\"0\"", "excerpt=\"disk full\"", "steps=[{id=\"s2\", name=\"calc\"");
        assertThat(web.get("/api/v1/executions/e009/steps").status()).isEqualTo(404);
    }

    @Test
    void whatTheEngineDoesBecomesAGatewaysAnswer() {
        String id = web.createTest("login");
        assertTrouble(id, new EngineRejectedException("StackStorm: pack is read-only"), 502);
        assertTrouble(id, new EngineUnavailableException("connection refused"), 503);
        assertTrouble(id, new EngineOutcomeUnknownException("the answer was lost"), 504);
        assertTrouble(id, new StoreUnavailableException("the database cannot be reached", null), 503);
        assertTrouble(id, new ConflictException(ConflictException.Reason.DEPLOYMENT_IN_PROGRESS, "busy"), 409);
    }

    private void assertTrouble(String id, RuntimeException trouble, int status) {
        web.sst.trouble = () -> trouble;
        Web.Reply reply = web.post("/api/v1/tests/" + id + "/deploy");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.object().text("detail")).contains(String.valueOf(trouble.getMessage()));
    }

    @Test
    void deployTellsWhatIsLive() {
        String id = web.createTest("login");
        Web.Reply reply = web.post("/api/v1/tests/" + id + "/deploy");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.object().text("message")).isPresent();
        JsonObject deployment = web.get("/api/v1/tests/" + id + "/deployment").object();
        assertThat(deployment.text("content_hash")).contains("ab12");
        assertThat(deployment.get("drift")).contains(JsonText.parse("{\"in_sync\":true,\"differences\":[]}"));
        assertThat(web.get("/api/v1/tests/" + id).field("deployed")).isEqualTo("true");
        assertThat(web.post("/api/v1/tests/" + id + "/undeploy").status()).isEqualTo(200);
        assertThat(web.get("/api/v1/tests/" + id + "/deployment").field("deployed"))
                .isEqualTo("false");
    }

    @Test
    void aPlanWritesNothing() {
        String id = web.createTest("login");
        assertThat(web.post("/api/v1/tests/" + id + "/deploy?plan=true")
                        .object()
                        .text("test_id"))
                .contains(id);
        assertThat(web.get("/api/v1/tests/" + id).field("deployed")).isEqualTo("false");
    }

    @Test
    void codeThatCannotWorkIsNotDeployedUnlessForced() {
        web.post("/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\",\"test_code\":\"def (\"}");
        Web.Reply refused = web.post("/api/v1/tests/t001/deploy");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("\"line\":1");
        assertThat(web.post("/api/v1/tests/t001/deploy?force=true").status()).isEqualTo(200);
    }

    @Test
    void driftThatCannotBeLookedAtIsSaid() {
        String id = web.createDeployedTest("login");
        web.sst.trouble = () -> new EngineUnavailableException("connection refused");
        Web.Reply reply = web.get("/api/v1/tests/" + id + "/deployment");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.object().text("drift_error")).contains("connection refused");
    }

    @Test
    void incidentsAreActedUponByHand() {
        web.sst.store(Incident.opening(new IncidentId("i1"), "k", 1, new TestId("t001"), FakeSst.NOW)
                .title("login is broken")
                .build());
        assertThat(web.get("/api/v1/incidents?status=open&test_id=t001").array().size())
                .isEqualTo(1);
        assertThat(web.post("/api/v1/incidents/i1/acknowledge").object().text("status"))
                .contains("acknowledged");
        assertThat(web.post("/api/v1/incidents/i1/notes", "{\"text\":\"looking\"}")
                        .text())
                .contains("\"by\":\"ada\"");
        assertThat(web.post("/api/v1/incidents/i1/notes", "{\"text\":\" \"}").status())
                .isEqualTo(422);
        assertThat(web.post("/api/v1/incidents/i1/notes", "{}").status()).isEqualTo(422);
        assertThat(web.post("/api/v1/incidents/i1/resolve", "{\"note\":\"fixed\"}")
                        .object()
                        .text("status"))
                .contains("resolved");
        assertThat(web.get("/api/v1/incidents?status=broken").status()).isEqualTo(422);
        JsonObject schema = (JsonObject) OpenApi.schemas().get("Incident").orElseThrow();
        assertThat(web.get("/api/v1/incidents/i1").object().members().keySet())
                .isEqualTo(Stream.of(((JsonObject) schema.get("properties").orElseThrow())
                                .members()
                                .keySet())
                        .flatMap(Set::stream)
                        .filter(name -> !name.equals("events"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void oneLookAtTheEngineServesEveryPageThatIsOpen() {
        for (int page = 0; page < 5; page++) {
            assertThat(web.get("/api/v1/tests/stackstorm/status").status()).isEqualTo(200);
        }
        assertThat(web.sst.looks).isEqualTo(1);
    }

    @Test
    void theEnginesStatusIsAlwaysAnswered() {
        Web.Reply reply = web.get("/api/v1/tests/stackstorm/status");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("connected")).isEqualTo("false");
        assertThat(reply.field("engine")).isEqualTo("\"embedded\"");
        assertThat(web.get("/api/v1/tests/stackstorm/executions").object().get("executions"))
                .isPresent();
        assertThat(web.get("/api/v1/tests/stackstorm/executions/65a0").status()).isEqualTo(404);
    }

    @Test
    void aProbeIsMadeWhenItIsAskedForAndShownUntilTheNext() {
        assertThat(web.get("/api/v1/tests/stackstorm/probe").field("probe")).isEqualTo("null");

        Web.Reply made = web.post("/api/v1/tests/stackstorm/probe", "");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text()).contains("""
                "findings":[{"name":"running an action","state":"works","message":"core.noop succeeded","took_ms":700},""", """
                {"name":"rules engine","state":"unknown","message":"no event","took_ms":null}]""", """
                "abilities":[{"test_type":"rule","state":"unknown","message":"not proven: rules engine"}]""");
        assertThat(web.get("/api/v1/tests/stackstorm/probe").text()).isEqualTo("{\"probe\":" + made.text() + "}");
    }
}
