package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Who may do what: every route says which permission it needs, and nobody gets around it. */
final class PermissionsTest {
    private static final Set<String> READING = Set.of("GET");

    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    private static String path(Route route) {
        return route.path().replaceAll("\\{\\w+\\}", "x");
    }

    @Test
    void aRouteThatDoesNotSayWhoMayUseItCannotBeRegistered() {
        Route forgotten = Route.get("/api/v1/forgotten", exchange -> Answer.nothing());
        var builder = SstWeb.builder(web.sst).routes(() -> List.of(forgotten));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GET /api/v1/forgotten");
    }

    @Test
    void whateverChangesSomethingNeedsMoreThanReading() {
        assertThat(web.web.routes())
                .filteredOn(route -> !READING.contains(route.method()))
                .isNotEmpty()
                .allSatisfy(
                        route -> assertThat(route.permissions()).isNotEmpty().doesNotContain(Permission.READ));
    }

    @Test
    void whateverOnlyReadsNeedsNoMoreThanReading() {
        assertThat(web.web.routes())
                .filteredOn(route -> READING.contains(route.method()) && !route.open())
                .allSatisfy(route -> assertThat(EnumSet.of(Permission.READ)).containsAll(route.permissions()));
    }

    @Test
    void onlyWhoSitsThereIsToldToThoseWhoMayNothing() {
        assertThat(web.web.routes())
                .filteredOn(route -> !route.open() && route.permissions().isEmpty())
                .extracting(Route::toString)
                .containsExactly("GET /api/v1/session");
    }

    @Test
    void withEveryOtherPermissionARouteStillRefusesAndNamesTheOneItNeeds() {
        var touched = new AtomicBoolean();
        web.sst.trouble = () -> {
            touched.set(true);
            return null;
        };
        for (Route route : web.web.routes()) {
            if (route.permissions().isEmpty()) {
                continue;
            }
            EnumSet<Permission> others = EnumSet.complementOf(EnumSet.copyOf(route.permissions()));
            for (String form : List.of(path(route), path(route) + "/", path(route) + ";a=b")) {
                Web.Reply reply = web.send(Web.limited(route.method(), form, others.toArray(Permission[]::new)));

                assertThat(reply.status()).as(route.method() + " " + form).isEqualTo(403);
                assertThat(reply.raw().getContentType()).isEqualTo("application/problem+json");
                assertThat(reply.object().text("detail").orElseThrow())
                        .contains("permission " + Permission.oneOf(route.permissions()));
            }
        }
        assertThat(touched).as("anything was asked of what is behind").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "execute, EXECUTE",
        "deploy, DEPLOY",
        "undeploy, DEPLOY",
        "enable, EDIT",
        "disable, EDIT",
        "add_tags, EDIT",
        "remove_tags, EDIT",
        "delete, EDIT"
    })
    void doneToManyAtOnceItNeedsTheSamePermissionAsDoneToOne(String action, Permission needed) {
        String id = web.createTest("login");
        String tags = action.endsWith("_tags") ? ",\"tags\":[\"slow\"]" : "";
        String body = "{\"action\":\"" + action + "\",\"test_ids\":[\"" + id + "\"]" + tags + "}";
        EnumSet<Permission> others = EnumSet.complementOf(EnumSet.of(needed));

        Web.Reply refused = web.send(
                Web.withJson(Web.limited("POST", "/api/v1/tests/bulk", others.toArray(Permission[]::new)), body));
        Web.Reply taken = web.send(Web.withJson(Web.limited("POST", "/api/v1/tests/bulk", needed), body));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.object().text("detail").orElseThrow()).contains("permission " + needed.word());
        assertThat(taken.status()).isEqualTo(202);
    }

    @Test
    void aPageIsToldWhatWhoeverSitsThereMayDo() {
        var limited = Web.limited("GET", "/api/v1/session", Permission.INCIDENTS, Permission.READ);
        assertThat(web.send(limited).field("permissions")).isEqualTo("[\"read\", \"incidents\"]");
        assertThat(web.send(Web.limited("GET", "/api/v1/session")).field("permissions"))
                .isEqualTo("[]");
    }

    @Test
    void howThePartsFareIsShownToThoseWhoMayRead() {
        assertThat(web.get("/health").object().get("components")).isPresent();
        assertThat(web.send(Web.limited("GET", "/health")).object().get("components"))
                .isEmpty();
        assertThat(web.send(Web.limited("GET", "/")).status()).isEqualTo(403);
    }

    @Test
    void theDocumentSaysWhatEachOperationNeeds() {
        assertThat(web.get("/openapi.json").text())
                .contains("\"x-permissions\":[\"deploy\"]", "\"x-permissions\":[\"execute\",\"edit\",\"deploy\"]");
    }

    @Test
    void theHostsRolesAllowWhatTheyAreSaidToAllowAndNothingElse() {
        Callers callers = Callers.roles(Map.of(
                "VIEWER", Set.of(Permission.READ),
                "OPERATOR", Set.of(Permission.READ, Permission.EXECUTE)));
        var request = new MockHttpServletRequest();
        assertThat(callers.identify(request)).isEmpty();

        request.setUserPrincipal(() -> "grace");
        assertThat(callers.identify(request).orElseThrow().permissions()).isEmpty();

        request.addUserRole("SOMETHING_ELSE");
        assertThat(callers.identify(request).orElseThrow().permissions()).isEmpty();

        request.addUserRole("VIEWER");
        assertThat(callers.identify(request).orElseThrow().permissions()).containsOnly(Permission.READ);

        request.addUserRole("OPERATOR");
        assertThat(callers.identify(request).orElseThrow().permissions())
                .containsOnly(Permission.READ, Permission.EXECUTE);
    }

    @Test
    void withoutRolesWhomTheHostKnowsMayDoEverything() {
        var request = new MockHttpServletRequest();
        request.setUserPrincipal(() -> "grace");
        assertThat(Callers.principal().identify(request).orElseThrow().permissions())
                .isEqualTo(Permission.all());
    }
}
