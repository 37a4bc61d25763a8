package dev.sst.web;

import dev.sst.Sst;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.incident.Severity;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The register of incidents, and what is done to them by hand. */
final class IncidentRoutes implements RouteGroup {
    private static final String INCIDENTS = Route.BASE + "/incidents";
    private static final String INCIDENT = INCIDENTS + "/{incident_id}";

    /** The longest note, in characters. */
    static final int MAX_NOTE = 8192;

    private final Sst sst;
    private final IncidentDocuments documents;

    IncidentRoutes(Sst sst) {
        this.sst = sst;
        documents = new IncidentDocuments(sst);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Page.documented(Route.get(INCIDENTS, this::list)
                        .named("listIncidents", "Incidents, newest first")
                        .needs(Permission.READ)
                        .answers(200, "Incident[]")
                        .query("status", "one of these, with commas: " + QueryParameters.words(IncidentStatus.class))
                        .query("test_id", "of this test")
                        .oneOf("severity", "only such", QueryParameters.wordList(Severity.class))
                        .query("q", "title or cause holds this text")),
                Route.get(INCIDENT, this::get)
                        .named("getIncident", "One incident")
                        .needs(Permission.READ)
                        .answers(200, "Incident")
                        .oneOf("include", "timeline: what happened to it, oldest first", List.of("timeline")),
                Route.post(INCIDENT + "/deliveries/{delivery_id}/retry", this::sendAgain)
                        .named("retryDelivery", "Sends a delivery again that failed, and those left out because of it")
                        .needs(Permission.INCIDENTS)
                        .answers(200, "Incident"),
                Route.post(INCIDENT + "/acknowledge", this::acknowledge)
                        .named("acknowledgeIncident", "Says that somebody looks after it")
                        .needs(Permission.INCIDENTS)
                        .answers(200, "Incident"),
                Route.post(INCIDENT + "/resolve", this::resolve)
                        .named("resolveIncident", "Resolves it by hand")
                        .needs(Permission.INCIDENTS)
                        .takes("ResolveInput")
                        .answers(200, "Incident"),
                Route.post(INCIDENT + "/notes", this::note)
                        .named("addNote", "Writes a note")
                        .needs(Permission.INCIDENTS)
                        .takes("NoteInput")
                        .answers(200, "Incident"));
    }

    private Answer list(Exchange exchange) {
        QueryParameters query = exchange.query();
        Page page = Page.of(query);
        Set<IncidentStatus> statuses = query.words("status", IncidentStatus.class);
        Severity severity = query.word("severity", Severity.class);
        TestId test = Ids.inQuery(query, "test_id", TestId::new);
        query.check();
        String text = query.text("q").orElse(null);
        List<Page.Source<Incident>> perStatus = perStatus(statuses)
                .<Page.Source<Incident>>map(status -> (cursor, limit) -> sst.incidents()
                        .list(new IncidentQuery(
                                status.orElse(null),
                                test,
                                severity,
                                text,
                                cursor == null ? null : new IncidentId(cursor),
                                limit)))
                .toList();
        List<Incident> incidents = page.of(Page.merged(perStatus, Incident::id), IncidentRoutes::id);
        return page.answer(incidents, IncidentRoutes::id, documents.of(incidents));
    }

    /** One question for each status; one for all when none is asked for. */
    private static Stream<Optional<IncidentStatus>> perStatus(Set<IncidentStatus> statuses) {
        return statuses.isEmpty()
                ? Stream.of(Optional.empty())
                : statuses.stream().map(Optional::of);
    }

    private static String id(Incident incident) {
        return incident.id().value();
    }

    private Answer get(Exchange exchange) {
        boolean timeline =
                exchange.query().choice("include", Set.of("timeline")).isPresent();
        exchange.query().check();
        Incident incident = sst.incidents().get(Ids.incident(exchange));
        return timeline ? Answer.ok(documents.withTimeline(incident)) : answer(incident);
    }

    private Answer sendAgain(Exchange exchange) {
        IncidentId id = Ids.incident(exchange);
        DeliveryId delivery = Ids.delivery(exchange);
        exchange.expectNoBody();
        return answer(sst.incidents().sendAgain(id, delivery));
    }

    private Answer acknowledge(Exchange exchange) {
        IncidentId id = Ids.incident(exchange);
        exchange.expectNoBody();
        return answer(sst.incidents().acknowledge(id, exchange.by()));
    }

    private Answer resolve(Exchange exchange) {
        IncidentId id = Ids.incident(exchange);
        Fields fields = new Fields(exchange.optionalBody().orElse(JsonObject.empty()));
        String note = fields.textOrNull("note").orElse("");
        checkLength(fields, "note", note);
        return answer(sst.incidents().resolve(id, exchange.by(), note));
    }

    private Answer note(Exchange exchange) {
        IncidentId id = Ids.incident(exchange);
        Fields fields = new Fields(exchange.body());
        String text = fields.text("text").orElse("");
        if (text.isBlank() && fields.problems().isEmpty()) {
            fields.refuse("text", "must say something");
        }
        checkLength(fields, "text", text);
        return answer(sst.incidents().note(id, exchange.by(), text));
    }

    private static void checkLength(Fields fields, String name, String text) {
        if (text.length() > MAX_NOTE) {
            fields.refuse(name, "must be at most " + MAX_NOTE + " characters");
        }
        fields.refuseOthers();
        fields.check();
    }

    private Answer answer(Incident incident) {
        return Answer.ok(documents.of(incident));
    }
}
