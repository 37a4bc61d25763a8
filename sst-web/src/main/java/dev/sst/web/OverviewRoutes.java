package dev.sst.web;

import dev.sst.Sst;
import dev.sst.json.JsonObject;
import dev.sst.report.Facets;
import dev.sst.report.Overview;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How everything stands, and by what tests can be told apart. */
final class OverviewRoutes implements RouteGroup {
    private final Sst sst;

    OverviewRoutes(Sst sst) {
        this.sst = sst;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.BASE + "/overview", this::overview)
                        .named("getOverview", "How everything stands, in numbers")
                        .needs(Permission.READ)
                        .answers(200, "Overview"),
                Route.get(Route.BASE + "/tests/facets", this::facets)
                        .named("getFacets", "The packs, tags and types there are, with their numbers of tests")
                        .needs(Permission.READ)
                        .answers(200, "Facets"));
    }

    private Answer overview(Exchange exchange) {
        Overview overview = sst.reports().overview();
        return Answer.ok(JsonObject.builder()
                .put("generated_at", Json.text(overview.at()))
                .put(
                        "tests",
                        JsonObject.builder()
                                .put("total", overview.tests())
                                .put("enabled", overview.enabled())
                                .put("by_status", byStatus(overview))
                                .build())
                .put(
                        "incidents",
                        JsonObject.builder()
                                .put("open", overview.openIncidents())
                                .put("acknowledged", overview.acknowledgedIncidents())
                                .build())
                .put("running", overview.running())
                .put("queued", overview.waiting())
                .build());
    }

    /** Every status is there, with its number. */
    private static JsonObject byStatus(Overview overview) {
        Map<TestStatus, Long> numbers = new EnumMap<>(TestStatus.class);
        for (TestStatus status : TestStatus.values()) {
            numbers.put(status, 0L);
        }
        overview.byStanding().forEach((standing, many) -> numbers.merge(TestStatus.of(standing), many, Long::sum));
        var json = JsonObject.builder();
        numbers.forEach((status, many) -> json.put(Json.word(status.name()), many));
        return json.build();
    }

    private Answer facets(Exchange exchange) {
        Facets facets = sst.reports().facets();
        return Answer.ok(JsonObject.builder()
                .put("packs", Json.array(facets.packs(), facet -> facet("pack", facet, pack -> pack)))
                .put("tags", Json.array(facets.tags(), facet -> facet("tag", facet, tag -> tag)))
                .put("types", Json.array(facets.types(), facet -> facet("test_type", facet, Json::word)))
                .build());
    }

    private static JsonObject facet(String what, Facets.Facet facet, UnaryOperator<String> spelling) {
        return JsonObject.builder()
                .put(what, spelling.apply(facet.value()))
                .put("tests", facet.tests())
                .build();
    }
}
