package dev.sst.examples.mounted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.web.Route;
import dev.sst.web.SstWeb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The example over real HTTP: the application signs people in, and its roles say what they may do with the tests. */
final class OpsApplicationTest {
    private static final String SST = "/ops/sst";
    private static final String API = SST + "/api/v1";

    private static final String TWO_AND_TWO = """
            {"name": "two and two", "test_type": "action", "expected_result": {"sum": 4},
             "test_code": "import json\\nprint(json.dumps({'status': 'success', 'sum': 2 + 2}))"}
            """;

    private static ServletWebServerApplicationContext context;

    @BeforeAll
    static void start(@TempDir Path home) {
        context = (ServletWebServerApplicationContext)
                SpringApplication.run(OpsApplication.class, "--server.port=0", "--sst.home=" + home);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static Person nobody() {
        return new Person(context.getWebServer().getPort());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return (JsonObject) JsonText.parse(answer.body());
    }

    private static List<Route> changing() {
        return context.getBean(SstWeb.class).routes().stream()
                .filter(route -> !route.method().equals("GET"))
                .toList();
    }

    private static String address(Route route) {
        return SST + route.path().replaceAll("\\{\\w+\\}", "x");
    }

    @Test
    void whoeverIsNotSignedInIsSentToTheApplicationsOwnPage() throws Exception {
        var page = nobody().get(SST + "/ui/tests", "text/html");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @Test
    void aProgramThatIsNotSignedInIsToldSoOnEveryRoute() throws Exception {
        Person nobody = nobody();
        for (Route route : context.getBean(SstWeb.class).routes()) {
            if (route.path().startsWith(Route.BASE) && route.method().equals("GET")) {
                assertThat(nobody.get(address(route)).statusCode())
                        .as(route.toString())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aViewerReads() throws Exception {
        Person viewer = nobody().signedIn("viewer");
        assertThat(viewer.get(API + "/tests").statusCode()).isEqualTo(200);
        assertThat(json(viewer.get(API + "/session")).get("permissions").orElseThrow())
                .hasToString("[\"read\"]");
        assertThat(json(viewer.get(SST + "/health")).get("components")).isPresent();
    }

    @Test
    void aViewerIsRefusedByEveryRouteThatChangesSomething() throws Exception {
        Person viewer = nobody().signedIn("viewer");
        assertThat(viewer.get(API + "/session").statusCode()).isEqualTo(200);
        assertThat(changing()).hasSizeGreaterThan(10);
        for (Route route : changing()) {
            var refused = viewer.change(route.method(), address(route), "{}");

            assertThat(refused.statusCode()).as(route.toString()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(refused).text("detail").orElseThrow())
                    .as("it is refused by the permission, not by the host's CSRF check")
                    .contains("it needs the permission");
        }
    }

    @Test
    void somebodyInNoneOfTheRolesMayDoNothing() throws Exception {
        Person clerk = nobody().signedIn("clerk");
        assertThat(json(clerk.get(API + "/session")).get("permissions").orElseThrow())
                .hasToString("[]");
        assertThat(clerk.get(API + "/tests").statusCode()).isEqualTo(403);
        assertThat(clerk.change("POST", API + "/tests", "{}").statusCode()).isEqualTo(403);
        assertThat(json(clerk.get(SST + "/health")).get("components")).isEmpty();
    }

    @Test
    void anAdministratorWritesDeploysAndRunsATest() throws Exception {
        Person administrator = nobody().signedIn("administrator");
        assertThat(administrator.get(API + "/session").statusCode()).isEqualTo(200);

        var created = administrator.change("POST", API + "/tests", TWO_AND_TWO);
        assertThat(created.statusCode()).isEqualTo(201);
        String place = created.headers().firstValue("Location").orElseThrow();
        assertThat(place).startsWith(API + "/tests/");

        assertThat(administrator.change("POST", place + "/deploy", "").statusCode())
                .isEqualTo(200);
        var run = administrator.change("POST", place + "/execute?wait=60", "{}");
        assertThat(run.statusCode()).isEqualTo(202);
        assertThat(json(run).text("verdict")).contains("passed");
    }

    @Test
    void aChangeThatAnotherSiteCouldHaveSentIsRefusedByTheApplication() throws Exception {
        Person administrator = nobody().signedIn("administrator");
        for (Route route : changing()) {
            assertThat(administrator
                            .forgedChange(route.method(), address(route), "{}")
                            .statusCode())
                    .as(route.toString())
                    .isEqualTo(403);
        }
    }

    @Test
    void thePagesAreUnderThePathAndKnowIt() throws Exception {
        Person viewer = nobody().signedIn("viewer");
        var root = viewer.get(SST, "text/html");
        if (pagesAreThere()) {
            assertThat(root.headers().firstValue("Location")).contains(SST + "/ui/");
            String page = viewer.get(SST + "/ui/tests", "text/html").body();
            assertThat(page).contains("<base href=\"" + SST + "/ui/\"", "data-sign-in=\"elsewhere\"");
            String script = page.replaceAll("(?s).*<script[^>]* src=\"\\./([^\"]+)\".*", "$1");
            assertThat(viewer.get(SST + "/ui/" + script, "*/*").statusCode()).isEqualTo(200);
        } else {
            assertThat(root.body()).contains("<base href=\"" + SST + "/\">");
        }
    }

    /** A build with {@code -DskipUi} has none. */
    private static boolean pagesAreThere() throws IOException {
        try (var page = SstWeb.class.getResourceAsStream("/dev/sst/ui/index.html")) {
            return page != null;
        }
    }
}
