package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.web.Route;
import dev.sst.web.SstWeb;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, from where, and what every answer carries. */
final class AccessTest {
    private final RunningServer server = RunningServer.running();

    @Test
    void theTokenOpensAndNothingElseDoes() throws Exception {
        String token = server.token();
        assertThat(server.get("/api/v1/tests").status()).isEqualTo(200);
        assertThat(server.send(server.anonymous("/api/v1/tests")).status()).isEqualTo(401);
        for (String header :
                List.of("Bearer wrong", "Bearer", "Bearer ", "Basic " + token, token, "Bearer " + token + "x")) {
            assertThat(server.send(server.anonymous("/api/v1/tests").header("Authorization", header))
                            .status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(server.send(server.anonymous("/api/v1/tests?token=" + token + "&access_token=" + token))
                        .status())
                .isEqualTo(401);
        assertThat(server.send(server.anonymous("/api/v1/tests").header("Cookie", "sst_session=" + token))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theTokenFileIsItsOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.home.resolve("token"))))
                .isEqualTo("rw-------");
        assertThat(server.token()).matches("sst_[A-Za-z0-9_-]{43}[0-9a-f]{8}");
    }

    @Test
    void healthTellsStrangersUpOrDownAndNoMore() throws Exception {
        assertThat(server.send(server.anonymous("/health")).text()).isEqualTo("{\"status\":\"up\"}");
        assertThat(server.get("/health").text()).contains("\"database\"", "\"engine\"", "embedded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "evil.example:8004", ""})
    void aNameThatIsNotOursIsRefused(String host) throws Exception {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .containsAnyOf("HTTP/1.1 403", "HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8004", "127.0.0.1:1", "[::1]:8004", "10.1.2.3"})
    void ownNamesAndAddressesInDigitsAreAnswered(String host) throws Exception {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .contains("HTTP/1.1 200");
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Origin, file://, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200"
    })
    void pagesOfOtherSitesAreRefusedEvenWithTheToken(String header, String value, int status) throws Exception {
        assertThat(server.send(server.request("/api/v1/tests").header(header, value))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void ourOwnPageIsAnswered() throws Exception {
        String origin = "http://127.0.0.1:" + server.port();
        assertThat(server.send(server.request("/api/v1/tests").header("Origin", origin))
                        .status())
                .isEqualTo(200);
        String otherPort = "http://127.0.0.1:" + (server.port() - 1);
        assertThat(server.send(server.request("/api/v1/tests").header("Origin", otherPort))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aBrowserExchangesTheTokenForACookie() throws Exception {
        String origin = "http://127.0.0.1:" + server.port();
        var wrong = login("nobody's");
        assertThat(wrong.status()).isEqualTo(401);
        var login = login(server.token());
        assertThat(login.status()).isEqualTo(204);
        String set = login.header("Set-Cookie");
        assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(server.token());
        String cookie = set.substring(0, set.indexOf(';'));

        assertThat(server.send(server.anonymous("/api/v1/tests").header("Cookie", cookie))
                        .status())
                .isEqualTo(200);
        var blind = changing(cookie);
        assertThat(server.send(blind).status())
                .as("no word of where it comes from")
                .isEqualTo(403);
        assertThat(server.send(changing(cookie).header("Origin", "http://evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(server.send(changing(cookie).header("Origin", origin)).status())
                .as("a front end of this origin that was written before there was a proof")
                .isEqualTo(200);
        var session = server.send(server.anonymous("/api/v1/session").header("Cookie", cookie));
        String proof = session.field("csrf_token");
        assertThat(proof).isNotEqualTo(cookie);
        assertThat(server.send(changing(cookie).header("Origin", origin).header("X-CSRF-Token", proof + "0"))
                        .status())
                .isEqualTo(403);
        assertThat(server.send(changing(cookie).header("Origin", origin).header("X-CSRF-Token", proof))
                        .status())
                .isEqualTo(200);
        assertThat(server.send(changing(cookie).header("X-CSRF-Token", proof)).status())
                .as("the proof does not stand for the origin")
                .isEqualTo(403);

        var logout =
                server.anonymous("/api/v1/session").header("Cookie", cookie).header("Origin", origin);
        assertThat(server.send(logout.DELETE()).status()).isEqualTo(204);
        assertThat(server.send(server.anonymous("/api/v1/tests").header("Cookie", cookie))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aCodeOfALinkLetsInOnce() throws Exception {
        var made = server.post("/api/v1/session/codes", "");
        assertThat(made.status()).isEqualTo(201);
        String code = made.field("code");
        assertThat(made.field("path")).isEqualTo("/ui/sign-in#code=" + code);
        var first = exchange("{\"code\":\"" + code + "\"}");
        assertThat(first.status()).isEqualTo(204);
        String set = first.header("Set-Cookie");
        String cookie = set.substring(0, set.indexOf(';'));
        assertThat(server.send(server.anonymous("/api/v1/tests").header("Cookie", cookie))
                        .status())
                .isEqualTo(200);
        assertThat(exchange("{\"code\":\"" + code + "\"}").status()).isEqualTo(401);
        assertThat(exchange("{}").status()).isEqualTo(422);
        var bySession = server.anonymous("/api/v1/session/codes")
                .header("Cookie", cookie)
                .header("Origin", "http://127.0.0.1:" + server.port())
                .header(
                        "X-CSRF-Token",
                        server.send(server.anonymous("/api/v1/session").header("Cookie", cookie))
                                .field("csrf_token"));
        assertThat(server.send(bySession.POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .as("a session does not make further ones")
                .isEqualTo(403);
        assertThat(server.send(server.anonymous("/api/v1/session/codes").POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    private RunningServer.Reply login(String token) throws Exception {
        return exchange("{\"token\":\"" + token + "\"}");
    }

    private RunningServer.Reply exchange(String json) throws Exception {
        return server.send(server.anonymous("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder changing(String cookie) {
        return server.anonymous("/api/v1/tests/validate")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/docs",
                "/docs/docs.js",
                "/api/v1/tests",
                "/api/v1/nothing",
                "/nothing",
                "/openapi.json"
            })
    void everyAnswerTellsBrowsersToBeStrict(String path) throws Exception {
        for (var request : List.of(server.anonymous(path), server.request(path))) {
            var reply = server.send(request.header("Accept", "text/html"));
            assertThat(reply.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Server")).isEqualTo("(absent)");
            assertThat(reply.header("X-Powered-By")).isEqualTo("(absent)");
        }
    }

    @Test
    void pagesLoadNothingFromElsewhere() throws Exception {
        for (String path : List.of("/docs", "/docs/docs.js", "/docs/docs.css")) {
            var page = server.send(server.anonymous(path).header("Accept", "text/html"));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).doesNotContain("http://", "https://", "//cdn");
        }
    }

    /** With the UI in the build it is the UI, else a page that says that there is none. */
    @Test
    void theRootIsAPageForBrowsers() throws Exception {
        var root = server.send(server.anonymous("/").header("Accept", "text/html"));
        boolean built = root.status() == 302;
        var page = built ? server.send(server.anonymous(root.header("Location")).header("Accept", "text/html")) : root;
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.text())
                .doesNotContain("http://", "https://", "//cdn")
                .contains(built ? "<base href=\"/ui/\"" : "This build has no browser UI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tests/..%2f..%2fetc",
                "/api/v1//tests",
                "/api/v1/tests/%00",
                "/api/v1/tests/;a=b/executions",
                "/actuator",
                "/error",
                "/API/V1/TESTS"
            })
    void crookedAddressesGiveNothing(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1\\.1 40[0145]");
        assertThat(answer).contains("application/problem+json").doesNotContain("Exception", "Tomcat", "/tmp");
    }

    @Test
    void whatTomcatRefusesByItselfIsAProblemDocumentToo() throws Exception {
        assertThat(raw("GET /a b c HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("HTTP/1.1 400");
        String trace = raw("TRACE /api/v1/tests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(trace).contains("HTTP/1.1 405");
        String large = raw("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(large).containsPattern("HTTP/1\\.1 4[03][01]").doesNotContain("Exception", "Tomcat");
    }

    @Test
    void theDocumentDescribesExactlyWhatTheServerAnswers() throws Exception {
        var paths =
                (JsonObject) server.get("/openapi.json").object().get("paths").orElseThrow();
        var documented = new TreeSet<String>();
        paths.members()
                .forEach((path, operations) -> ((JsonObject) operations)
                        .members()
                        .keySet()
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(documented)
                .contains("POST /api/v1/session")
                .isEqualTo(server.context.getBean(SstWeb.class).routes().stream()
                        .map(Route::toString)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
