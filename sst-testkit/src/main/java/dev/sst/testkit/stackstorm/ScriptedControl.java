package dev.sst.testkit.stackstorm;

import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a test in another process steers and asks the scripted StackStorm, without credentials:
 *
 * <ul>
 *   <li>{@code /scripted/created}: how many executions were created under each key, a line {@code count key} each
 *   <li>{@code /scripted/executions}: a line {@code id status key} each, oldest first
 *   <li>{@code /scripted/count?kind=START}: how many requests of that {@link RequestKind}
 *   <li>{@code /scripted/fault?kind=START&fault=LOSE_ANSWER&times=1}: plans that {@link Fault}
 *   <li>{@code /scripted/clear}: nothing goes wrong any more
 *   <li>{@code /scripted/finish?id=...}: ends that run now, as scripted
 *   <li>{@code /scripted/forget}: forgets all executions that are over, as if they had never been
 * </ul>
 *
 * Thread-safe.
 */
public final class ScriptedControl {

    private static final String PREFIX = "/scripted/";

    private final ScriptedExecutions executions;
    private final FaultPlan faults;
    private final RequestLog requests;

    ScriptedControl(ScriptedExecutions executions, FaultPlan faults, RequestLog requests) {
        this.executions = executions;
        this.faults = faults;
        this.requests = requests;
    }

    /** Empty for a request to StackStorm. */
    Optional<ScriptedAnswer> answer(ScriptedRequest request) {
        if (!request.path().startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (request.path().substring(PREFIX.length())) {
                    case "created" -> ScriptedAnswer.text(created());
                    case "executions" -> ScriptedAnswer.text(listed());
                    case "count" -> ScriptedAnswer.text(Long.toString(requests.count(kind(request))));
                    case "fault" -> fault(request);
                    case "clear" -> {
                        faults.clear();
                        yield ScriptedAnswer.text("");
                    }
                    case "finish" -> {
                        executions.get(request.query("id").orElse("")).ifPresent(executions::finish);
                        yield ScriptedAnswer.text("");
                    }
                    case "forget" -> {
                        executions.forgetEnded();
                        yield ScriptedAnswer.text("");
                    }
                    default -> ScriptedAnswer.fault(404, "no such control");
                });
    }

    private ScriptedAnswer fault(ScriptedRequest request) {
        faults.times(
                kind(request),
                Fault.valueOf(request.query("fault").orElse("")),
                request.query("times").map(Integer::parseInt).orElse(1));
        return ScriptedAnswer.text("");
    }

    private static RequestKind kind(ScriptedRequest request) {
        return RequestKind.valueOf(request.query("kind").orElse(""));
    }

    private String created() {
        return new TreeMap<>(executions.createdPerKey())
                .entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                        .collect(Collectors.joining());
    }

    private String listed() {
        return executions.all().stream()
                .map(execution -> execution.id() + " " + execution.status() + " "
                        + execution.key().orElse("-") + "\n")
                .collect(Collectors.joining());
    }
}
