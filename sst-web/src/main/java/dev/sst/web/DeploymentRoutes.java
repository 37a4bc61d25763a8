package dev.sst.web;

import dev.sst.Deployments;
import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.Sst;
import dev.sst.SstException;
import dev.sst.deployment.Drift;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is live of a test: make it so, take it away, look. */
final class DeploymentRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentRoutes.class);
    private static final String TEST = Route.BASE + "/tests/{test_id}";

    private final Sst sst;
    private final DeploymentBoard board;
    private final Executor background;

    /** @param background runs what the client does not wait for; may refuse when it has enough to do */
    DeploymentRoutes(Sst sst, DeploymentBoard board, Executor background) {
        this.sst = sst;
        this.board = board;
        this.background = background;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(TEST + "/deploy", this::deploy)
                        .named(
                                "deployTest",
                                "Makes the newest revision live. With Prefer: respond-async it answers 202 at once")
                        .needs(Permission.DEPLOY)
                        .takes("DeployInput")
                        .answers(200, "Deployed|Plan")
                        .flag("plan", "true: only say what would be done")
                        .flag("force", "true: in spite of Python that does not parse here"),
                Route.post(TEST + "/undeploy", this::undeploy)
                        .named("undeployTest", "Takes it away again")
                        .needs(Permission.DEPLOY)
                        .answers(200, "Message"),
                Route.get(TEST + "/deployment", this::deployment)
                        .named("getDeployment", "What is live, and whether it still is what we wrote")
                        .needs(Permission.READ)
                        .answers(200, "Deployment"),
                Route.post(TEST + "/deployment/ignore-drift", this::ignoreDrift)
                        .named("ignoreDrift", "What was found to differ may be so, until something else does")
                        .needs(Permission.DEPLOY)
                        .takes("IgnoreDrift")
                        .answers(200, "Message"));
    }

    private Answer deploy(Exchange exchange) {
        TestId id = Ids.test(exchange);
        boolean plan = exchange.query().flag("plan", false);
        boolean force = exchange.query().flag("force", false);
        exchange.query().check();
        Order order = order(exchange, force);
        if (plan) {
            return Answer.ok(DeploymentJson.plan(id.value(), sst.deployments().plan(id, force)));
        }
        boolean async = exchange.header("Prefer").orElse("").contains("respond-async");
        return async ? deployLater(exchange, id, order) : Answer.ok(deployed(id, deployNow(id, order)));
    }

    private record Order(boolean force, boolean execute, String by) {}

    private static Order order(Exchange exchange, boolean force) {
        Fields fields = new Fields(exchange.optionalBody().orElse(JsonObject.empty()));
        boolean execute = fields.flag("execute").orElse(false);
        fields.refuseOthers();
        fields.check();
        if (execute) {
            exchange.expect(Permission.EXECUTE);
        }
        return new Order(force, execute, exchange.by());
    }

    private Answer deployLater(Exchange exchange, TestId id, Order order) {
        SyntheticTest test = sst.tests().get(id);
        later(() -> deployUnwatched(id, order));
        return Answer.json(
                        202,
                        message("Deployment started", id)
                                .put(
                                        "deployment",
                                        DeploymentJson.of(test, board.of(id).orElse(null)))
                                .build())
                .with("Preference-Applied", "respond-async")
                .with("Location", exchange.address(Route.BASE + "/tests/" + id + "/deployment"));
    }

    private void later(Runnable work) {
        try {
            background.execute(work);
        } catch (RejectedExecutionException e) {
            throw new RequestRefused(503, "Too many deployments are under way.", Map.of("Retry-After", "10"));
        }
    }

    private void deployUnwatched(TestId id, Order order) {
        unwatched(id, () -> deployNow(id, order));
    }

    /** Nobody waits for the answer: how it ended is on the board. Never throws, for the next may wait behind it. */
    private static void unwatched(TestId id, Runnable work) {
        try {
            work.run();
        } catch (SstException e) {
            LOG.info("What was begun with test {} did not succeed: {}", id, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("What was begun with test {} failed in an unexpected way", id, e);
        }
    }

    /** Begins to deploy them, one after another. */
    void deployAll(List<TestId> ids, String by) {
        later(() -> ids.forEach(id -> deployUnwatched(id, new Order(false, false, by))));
    }

    /** Begins to undeploy them, one after another. */
    void undeployAll(List<TestId> ids, String by) {
        later(() -> ids.forEach(id -> unwatched(id, () -> undeployNow(id, by))));
    }

    /** Begins to delete them, one after another: what is live of them is taken away first. */
    void deleteAll(List<TestId> ids, String by) {
        later(() -> ids.forEach(id -> unwatched(
                id,
                () -> told(id, by, "Deleted", work -> {
                    sst.tests().delete(id, by);
                    return id;
                }))));
    }

    private Deployments.Deployed deployNow(TestId id, Order order) {
        Deployments deployments = sst.deployments();
        return told(
                id,
                order.by(),
                "Deployed",
                work -> work.came(
                        order.execute()
                                ? deployments.deployAndExecute(
                                        id, order.force(), ExecutionRoutes.context(order.by()), work::step)
                                : deployments.deploy(id, order.force(), work::step)));
    }

    private <T> T told(TestId id, String by, String done, Function<DeploymentBoard.Work, T> what) {
        DeploymentBoard.Work work = board.begin(id, by);
        try {
            T result = what.apply(work);
            work.done(done);
            return result;
        } catch (RuntimeException e) {
            work.failed(e);
            throw e;
        }
    }

    private JsonObject deployed(TestId id, Deployments.Deployed deployed) {
        String words = deployed.plan().nothingToDo() ? "Test was deployed already" : "Test deployed";
        return message(words, id)
                .put("deployment", json(sst.tests().get(id)))
                .put("execution_id", DeploymentJson.executionId(deployed))
                .put("changes", Json.array(deployed.plan().changes(), DeploymentJson::change))
                .put("warnings", Json.problems(deployed.warnings()))
                .build();
    }

    private static JsonObject.Builder message(String words, TestId id) {
        return JsonObject.builder().put("message", words).put("test_id", id.value());
    }

    private Answer undeploy(Exchange exchange) {
        TestId id = Ids.test(exchange);
        exchange.expectNoBody();
        undeployNow(id, exchange.by());
        return Answer.ok(message("Test undeployed", id).build());
    }

    private void undeployNow(TestId id, String by) {
        told(id, by, "Undeployed", work -> {
            sst.deployments().undeploy(id, work::step);
            return id;
        });
    }

    private Answer ignoreDrift(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Fields fields = new Fields(exchange.body());
        List<String> seen = fields.textsOrNull("differences").orElse(List.of());
        fields.refuseOthers();
        if (seen.isEmpty() && fields.problems().isEmpty()) {
            fields.refuse("differences", "must be those that were shown");
        }
        fields.check();
        sst.deployments().ignoreDrift(id, new Drift(seen));
        return Answer.ok(message("What differs is ignored", id).build());
    }

    private JsonObject json(SyntheticTest test) {
        return DeploymentJson.of(test, board.of(test.id()).orElse(null));
    }

    private Answer deployment(Exchange exchange) {
        TestId id = Ids.test(exchange);
        try {
            Optional<Drift> drift = sst.deployments().inspect(id);
            return Answer.ok(json(sst.tests().get(id))
                    .with("drift", drift.map(DeploymentJson::drift).orElse(JsonNull.NULL)));
        } catch (EngineUnavailableException | EngineRejectedException | EngineOutcomeUnknownException e) {
            return Answer.ok(json(sst.tests().get(id))
                    .with("drift", JsonNull.NULL)
                    .with("drift_error", Json.text(e.getMessage())));
        }
    }
}
