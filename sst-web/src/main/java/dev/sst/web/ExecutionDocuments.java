package dev.sst.web;

import dev.sst.Sst;
import dev.sst.execution.Execution;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestLabel;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Map;

/** Makes the contract's documents of executions, with the names of their tests: looked up once for a whole list. */
record ExecutionDocuments(Sst sst) {
    JsonObject of(Execution execution) {
        return (JsonObject) of(List.of(execution)).items().get(0);
    }

    JsonArray lines(List<ExecutionSummary> executions) {
        List<TestId> tests =
                executions.stream().map(ExecutionSummary::testId).distinct().toList();
        Map<TestId, TestLabel> labels = sst.reports().labels(tests);
        return Json.array(executions, execution -> ExecutionJson.line(execution, labels.get(execution.testId())));
    }

    JsonArray of(List<Execution> executions) {
        List<TestId> tests =
                executions.stream().map(Execution::testId).distinct().toList();
        Map<TestId, TestLabel> labels = sst.reports().labels(tests);
        var given = new GivenParameters(sst.tests());
        return Json.array(
                executions,
                execution -> ExecutionJson.of(execution, labels.get(execution.testId()), given.masked(execution)));
    }
}
