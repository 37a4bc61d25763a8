package dev.sst.web;

import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.execution.Execution;
import dev.sst.json.JsonObject;
import dev.sst.report.TestLabel;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same for many tests in one request, with a result for each: one that is refused keeps no other from being done. What an
 * engine has to do (deploy, undeploy, delete) is only begun: how it ends is told by events.
 */
final class BulkRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(BulkRoutes.class);

    /** How many tests a request may name. */
    static final int MOST = 500;

    private final Sst sst;
    private final DeploymentRoutes deployments;

    BulkRoutes(Sst sst, DeploymentRoutes deployments) {
        this.sst = sst;
        this.deployments = deployments;
    }

    private enum Action {
        EXECUTE(Permission.EXECUTE),
        DEPLOY(Permission.DEPLOY),
        UNDEPLOY(Permission.DEPLOY),
        ENABLE(Permission.EDIT),
        DISABLE(Permission.EDIT),
        ADD_TAGS(Permission.EDIT),
        REMOVE_TAGS(Permission.EDIT),
        DELETE(Permission.EDIT);

        private final Permission needed;

        Action(Permission needed) {
            this.needed = needed;
        }

        boolean needsTags() {
            return this == ADD_TAGS || this == REMOVE_TAGS;
        }
    }

    private record Order(Action action, List<TestId> tests, List<String> tags) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.post(Route.BASE + "/tests/bulk", this::bulk)
                .named(
                        "bulkTests",
                        "The same for many tests, with a result for each; deploy, undeploy and delete are only begun")
                .needsOneOf(Permission.EXECUTE, Permission.EDIT, Permission.DEPLOY)
                .takes("BulkInput")
                .answers(202, "BulkResult"));
    }

    private Answer bulk(Exchange exchange) {
        Order order = order(exchange.body());
        exchange.expect(order.action().needed);
        Set<TestId> present = sst.reports().labels(order.tests()).values().stream()
                .filter(label -> !label.deleted())
                .map(TestLabel::id)
                .collect(Collectors.toSet());
        begin(order, order.tests().stream().filter(present::contains).toList(), exchange.by());
        return Answer.json(
                202,
                JsonObject.builder()
                        .put("items", Json.array(order.tests(), id -> item(id, order, present.contains(id), exchange)))
                        .build());
    }

    private static Order order(JsonObject body) {
        Fields fields = new Fields(body);
        Action what = action(fields);
        List<TestId> tests = ids(fields);
        List<String> tags = fields.textsOrNull("tags").orElse(List.of());
        if (what.needsTags() && tags.isEmpty() && fields.problems().isEmpty()) {
            fields.refuse("tags", "must name at least one");
        }
        fields.refuseOthers();
        fields.check();
        return new Order(what, tests, tags);
    }

    /** Reads the action: any of them when it cannot be read, which is noted as a problem. */
    private static Action action(Fields fields) {
        return Json.constant(fields.text("action").orElse(""), Action.class).orElseGet(() -> {
            fields.refuse("action", "must be one of " + QueryParameters.words(Action.class));
            return Action.EXECUTE;
        });
    }

    private static List<TestId> ids(Fields fields) {
        List<String> given = fields.textsOrNull("test_ids").orElse(List.of());
        if (given.isEmpty() || given.size() > MOST) {
            fields.refuse("test_ids", "must name 1 to " + MOST + " tests");
            return List.of();
        }
        List<TestId> ids = new ArrayList<>();
        for (String id : new LinkedHashSet<>(given)) {
            try {
                ids.add(new TestId(id));
            } catch (IllegalArgumentException e) {
                fields.refuse("test_ids", "must be ids: 1 to 64 letters, digits, _ and -");
                return List.of();
            }
        }
        return ids;
    }

    /** What is left to the background, one after another; refused as a whole when there is too much of it. */
    private void begin(Order order, List<TestId> tests, String by) {
        if (tests.isEmpty()) {
            return;
        }
        switch (order.action()) {
            case DEPLOY -> deployments.deployAll(tests, by);
            case UNDEPLOY -> deployments.undeployAll(tests, by);
            case DELETE -> deployments.deleteAll(tests, by);
            case EXECUTE, ENABLE, DISABLE, ADD_TAGS, REMOVE_TAGS -> {
                // done at once, test by test
            }
        }
    }

    private JsonObject item(TestId id, Order order, boolean present, Exchange exchange) {
        var item = JsonObject.builder().put("test_id", id.value());
        try {
            if (!present) {
                throw new NotFoundException("test", id.value());
            }
            return done(item, id, order, exchange).build();
        } catch (RuntimeException e) {
            JsonObject problem = ProblemAnswer.json(e).orElseGet(() -> unexpected(id, order.action(), e));
            return item.put("ok", false).putAll(told(problem)).build();
        }
    }

    private static JsonObject unexpected(TestId id, Action action, RuntimeException e) {
        LOG.error("{} of test {} failed in an unexpected way", action, id, e);
        return JsonObject.builder()
                .put("status", 500)
                .put("detail", ProblemAnswer.UNEXPECTED)
                .build();
    }

    private static JsonObject told(JsonObject problem) {
        var told = JsonObject.builder();
        for (String member : List.of("status", "detail", "reason")) {
            problem.get(member).ifPresent(value -> told.put(member, value));
        }
        return told.build();
    }

    private JsonObject.Builder done(JsonObject.Builder item, TestId id, Order order, Exchange exchange) {
        switch (order.action()) {
            case EXECUTE -> {
                Execution execution =
                        sst.executions().execute(id, ExecutionRoutes.request(exchange, JsonObject.empty()));
                return item.put("ok", true)
                        .put("status", 202)
                        .put("execution_id", execution.id().value());
            }
            case DEPLOY, UNDEPLOY, DELETE -> {
                return item.put("ok", true).put("status", 202);
            }
            case ENABLE, DISABLE, ADD_TAGS, REMOVE_TAGS -> {
                sst.tests().update(id, edit(order), new Tests.Edit(exchange.by(), "", null));
                return item.put("ok", true).put("status", 200);
            }
        }
        throw new IllegalStateException("an action without a case: " + order.action());
    }

    private static UnaryOperator<TestDefinition> edit(Order order) {
        return definition -> {
            Set<String> tags = new LinkedHashSet<>(definition.tags());
            if (order.action() == Action.ADD_TAGS) {
                tags.addAll(order.tags());
            }
            if (order.action() == Action.REMOVE_TAGS) {
                order.tags().forEach(tags::remove);
            }
            boolean enabled =
                    order.action() == Action.ENABLE || (order.action() != Action.DISABLE && definition.enabled());
            return definition.toBuilder()
                    .tags(List.copyOf(tags))
                    .enabled(enabled)
                    .build();
        };
    }
}
