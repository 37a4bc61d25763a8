package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.harness.Caps;
import dev.sst.harness.Envelope;
import dev.sst.harness.Limits;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts one execution, once.
 *
 * <ol>
 *   <li>Secret parameters go into StackStorm's datastore, encrypted and with a time to live; only their key's name travels.
 *   <li>All other values travel as one opaque text, which no template changes. StackStorm's own {@code timeout} is our deadline
 *       plus a margin: the harness keeps the deadline, StackStorm stands behind it.
 *   <li>A workflow of ours gets all its inputs as they are. StackStorm shows them, so none of them is secret.
 *   <li>Content that is not ours gets its parameters as they are, protected from being taken for templates; not a secret one
 *       that its action does not declare secret, because StackStorm would show it.
 *   <li>StackStorm's words about a request that carried secret values are not repeated: its faults quote what they refuse.
 *   <li>The answer is one of four, and a request whose fate is unknown is never sent again from here.
 * </ol>
 *
 * Thread-safe.
 */
final class RunStart {

    /** The harness's one parameter. */
    static final String PARAMETER = "sst_parameters";

    /** 131,056 characters were seen to fail: the limit is the kernel's, for the whole command. */
    private static final int LONGEST_ARGUMENT = 120_000;

    /** How long an execution may wait for a runner before its secrets are gone. */
    private static final Duration QUEUE_ALLOWANCE = Duration.ofMinutes(15);

    /** The runners that know a parameter {@code timeout}. */
    private static final Set<String> TIMED_RUNNERS =
            Set.of("python-script", "local-shell-cmd", "local-shell-script", "remote-shell-cmd", "remote-shell-script");

    private final StackStormClient client;
    private final Duration margin;
    private final SecretDeclarations declarations;

    RunStart(StackStormClient client, Duration margin) {
        this.client = client;
        this.margin = margin;
        this.declarations = new SecretDeclarations(client);
    }

    StartAnswer start(StartOrder order) {
        try {
            Deployment deployment = order.deployment();
            if (deployment.type() == TestType.WORKFLOW && deployment.ours()) {
                return workflow(order);
            }
            if (deployment.shape() == null) {
                return existing(order);
            }
            Envelope envelope = envelope(order);
            if (order.secrets().isEmpty()) {
                return sentWithin(order, envelope);
            }
            return handOverSecrets(order)
                    .orElseGet(() -> sentWithin(order, envelope.withSecretsUnder(secretsName(order))));
        } catch (EngineRejectedException | EngineUnavailableException e) {
            return new StartAnswer.NotSent(message(e));
        }
    }

    /**
     * StackStorm starts what the action names by the time a runner takes it. The harness in the folder of another revision
     * refuses, so that no code is judged by what was expected of other code.
     */
    private static Envelope envelope(StartOrder order) {
        Envelope envelope = Envelope.of(order, Caps.STACKSTORM, Limits.NONE);
        return ActionContent.revisionFolder(order.deployment())
                .map(envelope::onlyIn)
                .orElse(envelope);
    }

    /** Nothing in it looks which revision it is, so StackStorm's answer is compared with the one that is to be judged. */
    private StartAnswer workflow(StartOrder order) {
        Deployment deployment = order.deployment();
        Request request = Executions.starting(
                deployment.ref(), WorkflowInputs.of(deployment.inputs(), order.parameters()), order.key());
        Sent sent = sent(request, false);
        Optional<String> started = sent.execution()
                .flatMap(execution -> Executions.inner(execution, "action"))
                .flatMap(action -> action.text("entry_point"));
        boolean another = started.isPresent()
                && deployment.files().stream().noneMatch(file -> file.path().equals(started.get()));
        return sent.answer() instanceof StartAnswer.Started run && another
                ? new StartAnswer.Rejected(
                        "the workflow in StackStorm is of another revision; deploy again, then execute" + ended(run))
                : sent.answer();
    }

    /** Nobody waits for it. */
    private String ended(StartAnswer.Started run) {
        try {
            client.send(Request.delete("/v1/executions/" + run.id(), null));
            return "";
        } catch (SstException e) {
            return "; " + run.id() + " was started and could not be asked to end: " + message(e);
        }
    }

    private StartAnswer existing(StartOrder order) {
        String ref = order.deployment().ref();
        Optional<LiveAction> action = client.object(Request.get("/v1/actions/" + Request.encoded(ref)))
                .map(LiveAction::new);
        List<String> shown = action.map(live -> declarations.shownInClear(live, order.secrets()))
                .orElse(List.of());
        if (!shown.isEmpty()) {
            String name = shown.get(0);
            return new StartAnswer.Rejected("parameter " + name + " " + SecretDeclarations.refusal(ref, name));
        }
        String runner = action.map(LiveAction::runner).orElse("");
        return sent(order, plainParameters(order, runner), !order.secrets().isEmpty());
    }

    /** The shell runner hands the text over as an argument, which the kernel limits. */
    private StartAnswer sentWithin(StartOrder order, Envelope envelope) {
        String text = envelope.text();
        boolean besideCommand = Strategy.withoutFiles(order.deployment());
        int longest = besideCommand ? CommandContent.LONGEST_PARAMETERS : LONGEST_ARGUMENT;
        if (order.deployment().shape() == CodeShape.SCRIPT && text.length() > longest) {
            return new StartAnswer.Rejected(
                    "the parameters make an argument of " + text.length() + " characters; a script "
                            + (besideCommand ? "that is deployed without files " : "") + "can be handed " + longest);
        }
        return sent(order, parameters(order, text), false);
    }

    private StartAnswer sent(StartOrder order, JsonObject parameters, boolean carriesSecrets) {
        Request request = Executions.starting(order.deployment().ref(), parameters, order.key());
        return sent(request, carriesSecrets).answer();
    }

    /**
     * What became of the request.
     *
     * @param execution StackStorm's record of what it started; empty when it sent none
     */
    private record Sent(StartAnswer answer, Optional<JsonObject> execution) {}

    private Sent sent(Request request, boolean carriesSecrets) {
        Answer answer;
        try {
            answer = client.exchange(request);
        } catch (EngineOutcomeUnknownException e) {
            return new Sent(new StartAnswer.Unknown(message(e)), Optional.empty());
        }
        return answer.ok()
                ? started(answer, carriesSecrets)
                : new Sent(notStarted(request, answer, carriesSecrets), Optional.empty());
    }

    /** A refusal of the request, of us, of the address, or nothing certain at all. */
    private static StartAnswer notStarted(Request request, Answer answer, boolean carriesSecrets) {
        String words = carriesSecrets
                ? "status " + answer.status() + "; its words are not repeated, they can quote a secret value"
                : StackStormClient.reason(answer);
        String reason = "StackStorm: " + request + ": " + words;
        return switch (answer.status()) {
            case 400, 409, 413, 414, 422 -> new StartAnswer.Rejected(reason);
            case 401, 403, 404 -> new StartAnswer.NotSent(reason);
            default -> answer.redirect() ? new StartAnswer.NotSent(reason) : new StartAnswer.Unknown(reason);
        };
    }

    private static Sent started(Answer answer, boolean carriesSecrets) {
        Optional<JsonObject> execution =
                answer.json().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
        StartAnswer known = execution
                .flatMap(Executions::id)
                .<StartAnswer>map(StartAnswer.Started::new)
                .orElseGet(() -> new StartAnswer.Unknown("StackStorm accepted the execution with " + answer.status()
                        + (carriesSecrets ? "" : " and " + answer.excerpt()) + ", which names none"));
        return new Sent(known, execution);
    }

    private JsonObject parameters(StartOrder order, String envelope) {
        return JsonObject.builder()
                .put(PARAMETER, envelope)
                .put("timeout", seconds(order.timeout().plus(margin)))
                .build();
    }

    private static String secretsName(StartOrder order) {
        return "sst." + Executions.checkedKey(order.key());
    }

    /** Comes before the start: whatever becomes of it, nothing runs yet. Empty when they are there. */
    private Optional<StartAnswer> handOverSecrets(StartOrder order) {
        String name = secretsName(order);
        Request request = Request.put(
                "/v1/keys/" + name,
                JsonObject.builder()
                        .put("name", name)
                        .put("value", Envelope.secretValues(order))
                        .put("secret", true)
                        .put("ttl", seconds(order.timeout().plus(margin).plus(QUEUE_ALLOWANCE)))
                        .build());
        try {
            Answer answer = client.exchange(request);
            return answer.ok()
                    ? Optional.empty()
                    : Optional.of(notStarted(request, answer, true)).map(RunStart::certain);
        } catch (EngineOutcomeUnknownException e) {
            return Optional.of(new StartAnswer.NotSent(message(e)));
        }
    }

    private static StartAnswer certain(StartAnswer answer) {
        return answer instanceof StartAnswer.Unknown unknown ? new StartAnswer.NotSent(unknown.reason()) : answer;
    }

    private static JsonObject plainParameters(StartOrder order, String runner) {
        JsonObject parameters = runner.equals(WorkflowContent.RUNNER)
                ? JinjaText.protectFromOrquesta(order.parameters())
                : JinjaText.protect(order.parameters());
        return TIMED_RUNNERS.contains(runner) && parameters.get("timeout").isEmpty()
                ? parameters.with("timeout", JsonNumber.of(seconds(order.timeout())))
                : parameters;
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
