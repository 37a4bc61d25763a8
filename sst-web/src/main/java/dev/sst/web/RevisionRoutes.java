package dev.sst.web;

import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.json.JsonObject;
import dev.sst.test.Revision;
import dev.sst.test.TestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of a test's definition, and the way back. */
final class RevisionRoutes implements RouteGroup {
    private static final String TEST = Route.BASE + "/tests/{test_id}";

    private final Sst sst;

    RevisionRoutes(Sst sst) {
        this.sst = sst;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Page.documented(Route.get(TEST + "/revisions", this::list)
                        .named("listRevisions", "Revisions, newest first, without their definitions")
                        .needs(Permission.READ)
                        .answers(200, "RevisionHead[]")),
                Route.get(TEST + "/revisions/{revision}", this::get)
                        .named("getRevision", "One revision")
                        .needs(Permission.READ)
                        .answers(200, "Revision"),
                Route.post(TEST + "/rollback", this::rollback)
                        .named("rollbackTest", "Stores an older revision's definition as a new one")
                        .needs(Permission.EDIT)
                        .takes("Rollback")
                        .answers(200, "Test"));
    }

    private Answer list(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Page page = Page.of(exchange.query());
        exchange.query().check();
        List<Revision> revisions =
                page.of((cursor, limit) -> sst.tests().revisions(id, number(cursor), limit), RevisionRoutes::cursor);
        return page.answer(
                revisions, RevisionRoutes::cursor, Json.array(revisions, revision -> head(id, revision, revisions)));
    }

    /** With what it changed: the one before is the next of the list, or is looked up behind its end. */
    private JsonObject head(TestId id, Revision revision, List<Revision> revisions) {
        int place = revisions.indexOf(revision) + 1;
        Revision before = place < revisions.size()
                ? revisions.get(place)
                : sst.tests().revisions(id, revision.number(), 1).stream()
                        .findFirst()
                        .orElse(null);
        return TestJson.revisionHead(id.value(), revision)
                .with(
                        "changed",
                        Json.texts(
                                before == null
                                        ? List.of()
                                        : RevisionChanges.between(before.definition(), revision.definition())));
    }

    private static String cursor(Revision revision) {
        return Integer.toString(revision.number());
    }

    private static int number(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        return cursor.matches("[0-9]{1,9}") ? Integer.parseInt(cursor) : 0;
    }

    private Answer get(Exchange exchange) {
        TestId id = Ids.test(exchange);
        int number = number(exchange.path("revision"));
        if (number < 1) {
            throw new NotFoundException("revision", "of that number of test " + id);
        }
        return Answer.ok(TestJson.revision(id.value(), sst.tests().revision(id, number)));
    }

    private Answer rollback(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Integer from = IfMatch.revision(exchange);
        Fields fields = new Fields(exchange.body());
        int revision = fields.integer("revision").orElse(0);
        String note = fields.textOrNull("note").orElse("");
        fields.refuseOthers();
        if (revision < 1 && fields.problems().isEmpty()) {
            fields.refuse("revision", "must be the number of an earlier revision");
        }
        fields.check();
        Tests.Edit edit = new Tests.Edit(exchange.by(), note, from);
        Tests.Stored stored = TestRoutes.unlessChanged(from, () -> sst.tests().rollback(id, revision, edit));
        return TestRoutes.tagged(200, stored.test(), TestJson.stored(stored, TestRoutes.newest(sst, id)));
    }
}
