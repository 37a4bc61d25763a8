package dev.sst.web;

import dev.sst.Sst;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.report.TestLabel;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the contract's documents of incidents, with their deliveries and the names of their tests: looked up once for a list. */
record IncidentDocuments(Sst sst) {
    JsonObject of(Incident incident) {
        return of(incident, deliveries(incident));
    }

    JsonObject withTimeline(Incident incident) {
        List<Delivery> deliveries = deliveries(incident);
        return of(incident, deliveries)
                .with(
                        "events",
                        IncidentTimeline.of(incident, sst.reports().executions(incident.executions()), deliveries));
    }

    private List<Delivery> deliveries(Incident incident) {
        return sst.incidents().deliveries(List.of(incident.id()));
    }

    private JsonObject of(Incident incident, List<Delivery> deliveries) {
        return IncidentJson.of(
                incident, sst.reports().labels(List.of(incident.testId())).get(incident.testId()), deliveries);
    }

    JsonArray of(List<Incident> incidents) {
        Map<TestId, TestLabel> labels = sst.reports()
                .labels(incidents.stream().map(Incident::testId).distinct().toList());
        Map<IncidentId, List<Delivery>> deliveries =
                sst.incidents().deliveries(incidents.stream().map(Incident::id).toList()).stream()
                        .collect(Collectors.groupingBy(Delivery::incidentId));
        return Json.array(
                incidents,
                incident -> IncidentJson.of(
                        incident, labels.get(incident.testId()), deliveries.getOrDefault(incident.id(), List.of())));
    }
}
