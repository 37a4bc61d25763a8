package dev.sst.web;

import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.util.List;

/** What somebody edited at the engine, as the test would say it, and how it becomes a revision. */
final class AdoptionRoutes implements RouteGroup {
    private static final String DEPLOYMENT = Route.BASE + "/tests/{test_id}/deployment";
    private static final String FINGERPRINT = "fingerprint";

    private final Sst sst;

    AdoptionRoutes(Sst sst) {
        this.sst = sst;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(DEPLOYMENT + "/read-back", this::readBack)
                        .named("readBack", "What was edited at the engine, as the test would say it; stores nothing")
                        .needs(Permission.READ)
                        .answers(200, "ReadBack"),
                Route.post(DEPLOYMENT + "/adopt", this::adopt)
                        .named("adoptDrift", "Stores what was edited at the engine as a new revision; deploys nothing")
                        .needs(Permission.EDIT)
                        .takes("Adoption")
                        .answers(200, "Test"));
    }

    private Answer readBack(Exchange exchange) {
        TestId id = Ids.test(exchange);
        exchange.query().check();
        return Answer.ok(json(id, sst.deployments().readBack(id)));
    }

    private static JsonObject json(TestId id, ReadBack read) {
        var json = JsonObject.builder()
                .put("test_id", id.value())
                .put("adoptable", read.found().isPresent())
                .put("obstacles", Json.texts(read.obstacles()));
        read.found()
                .ifPresent(found -> json.put(FINGERPRINT, found.fingerprint())
                        .put("test_code", found.code())
                        .put("description", found.description()));
        return json.build();
    }

    private Answer adopt(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Integer from = IfMatch.revision(exchange);
        Fields fields = new Fields(exchange.body());
        String seen = fields.text(FINGERPRINT).orElse("");
        String note = fields.textOrNull("note").orElse("");
        fields.refuseOthers();
        if (seen.isEmpty() && fields.problems().isEmpty()) {
            fields.refuse(FINGERPRINT, "must be that of the read-back that was shown");
        }
        fields.check();
        Tests.Edit edit = new Tests.Edit(exchange.by(), note, from);
        Tests.Stored stored = TestRoutes.unlessChanged(from, () -> sst.tests().adopt(id, seen, edit));
        return TestRoutes.tagged(200, stored.test(), TestJson.stored(stored, TestRoutes.newest(sst, id)));
    }
}
