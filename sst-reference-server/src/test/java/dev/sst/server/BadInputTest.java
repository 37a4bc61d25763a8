package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input against the whole server: refused with the field's name, quickly, and nothing is stored. */
final class BadInputTest {
    private final RunningServer server = RunningServer.running();

    private static Arguments refused(String what, String field, String value) {
        return Arguments.of(what, field, value);
    }

    static Stream<Arguments> fields() {
        String schema = "{\"$match\":\"schema\",\"value\":";
        return Stream.of(
                refused("an empty name", "name", "\"\""),
                refused("a blank name", "name", "\"  \""),
                refused("a name of a megabyte", "name", "\"" + "n".repeat(1_000_000) + "\""),
                refused("NUL in a name", "name", "\"a\\u0000b\""),
                refused("a lone surrogate in a name", "name", "\"a\\ud800\""),
                refused("a control character in a name", "name", "\"a\\u001bb\""),
                refused("a path as name", "name", "\"../../etc\""),
                refused("capitals in a pack", "stackstorm_pack", "\"MyPack\""),
                refused("an empty pack", "stackstorm_pack", "\"\""),
                refused("a path as pack", "stackstorm_pack", "\"../x\""),
                refused("NUL in a pack", "stackstorm_pack", "\"a\\u0000\""),
                refused("a negative timeout", "timeout", "-1"),
                refused("a timeout of nothing", "timeout", "0"),
                refused("an absurd timeout", "timeout", "2000000000"),
                refused("a timeout that does not fit", "timeout", "1e400"),
                refused("a negative retry count", "retry_count", "-1"),
                refused("an absurd retry count", "retry_count", "1000000"),
                refused("a negative retry delay", "retry_delay", "-5"),
                refused("an absurd retry delay", "retry_delay", "100000000"),
                refused("an unknown type", "test_type", "\"robot\""),
                refused("code with NUL", "test_code", "\"print(1)\\u0000\""),
                refused("code over 512 KB", "test_code", "\"" + "#".repeat(600_000) + "\""),
                refused("no code and no reference", "test_code", "\"\""),
                refused("an expectation that is no schema", "expected_result", schema + "{\"type\":\"strng\"}}"),
                refused("an expectation with a wrong bound", "expected_result", schema + "{\"minimum\":\"x\"}}"),
                refused("an expectation that refers to itself", "expected_result", schema + "{\"$ref\":\"#\"}}"),
                refused("an unknown way to match", "expected_result", "{\"$match\":\"regex\",\"value\":1}"),
                refused("a path as parameter name", "test_parameters", "{\"../x\":1}"),
                refused("NUL in a parameter name", "test_parameters", "{\"a\\u0000\":1}"),
                refused("parameters over 512 KiB", "test_parameters", "{\"a\":\"" + "x".repeat(600_000) + "\"}"),
                refused("a path as tag", "tags", "[\"../x\"]"),
                refused("NUL in a tag", "tags", "[\"a\\u0000\"]"),
                refused("a tag too long", "tags", "[\"" + "t".repeat(1000) + "\"]"),
                refused("a thousand tags", "tags", "[" + "\"t\",".repeat(999) + "\"t\"]"),
                refused("unknown metadata", "metadata", "{\"colour\":1}"),
                refused("a field that is none", "owner", "\"me\""));
    }

    /** A body that is well but for that member. */
    private static String body(String field, String value) {
        var body = new LinkedHashMap<>(
                Map.of("name", "\"bad input\"", "test_type", "\"action\"", "test_code", "\"print(1)\""));
        body.put(field, value);
        return body.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void isRefusedByName(String what, String field, String value) throws Exception {
        String body = body(field, value);
        long began = System.nanoTime();
        var reply = server.post("/api/v1/tests/", body);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(reply.status()).as(shortened(reply.text())).isEqualTo(422);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(errorFields(reply)).anyMatch(name -> name.equals(field) || name.startsWith(field));
        assertThat(reply.text()).doesNotContain("Exception", "tools.jackson", "networknt", "SELECT", "/tmp/");
        assertThat(reply.text().length()).isLessThan(20_000);
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(server.get("/api/v1/tests?q=bad+input").array().size()).isZero();
    }

    private static String shortened(String text) {
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    private static List<String> errorFields(RunningServer.Reply reply) {
        return ((JsonArray) reply.object().get("errors").orElseThrow())
                .items().stream()
                        .map(error -> ((JsonObject) error).text("field").orElseThrow())
                        .toList();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws Exception {
        var reply = server.post(
                "/api/v1/tests",
                "{\"name\":\"\",\"test_type\":\"action\",\"stackstorm_pack\":\"A\",\"timeout\":-1,\"retry_count\":\"x\","
                        + "\"test_code\":\"print(1)\",\"tags\":[\"a\\u0000\"],\"colour\":1}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(String.join(" ", errorFields(reply)))
                .contains("name", "stackstorm_pack", "timeout", "retry_count", "tags", "colour");
    }

    @Test
    void bodiesThatAreNoneAreRefusedBeforeAnythingElse() throws Exception {
        assertThat(server.post("/api/v1/tests/", "{").status()).isEqualTo(400);
        assertThat(server.post("/api/v1/tests/", "{\"a\":1,\"a\":2}").status()).isEqualTo(400);
        assertThat(server.post("/api/v1/tests/", "[".repeat(10_000) + "]".repeat(10_000))
                        .status())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/tests/", "{\"name\":\"" + "n".repeat(3_000_000) + "\"}")
                        .status())
                .isEqualTo(413);
        var wrongType = server.request("/api/v1/tests/")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(server.send(wrongType).status()).isEqualTo(415);
        var latin1 = server.request("/api/v1/tests/")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'}));
        assertThat(server.send(latin1).status()).isEqualTo(400);
        var unknownMethod = server.request("/api/v1/tests/").method("PATCH", HttpRequest.BodyPublishers.noBody());
        assertThat(server.send(unknownMethod).status()).isEqualTo(405);
    }

    @Test
    void valuesThatAreNotOursToJudgeAreKeptExactly() throws Exception {
        JsonValue parameters = JsonText.parse(
                "{\"text\":\"{{ 7*7 }} <% 1 %> \\ud800 \\u0000 ../\",\"big\":123456789012345678901234567890,\"one\":1.0}");
        var body = JsonObject.builder()
                .put("name", "values are kept")
                .put("test_type", "action")
                .put("test_code", "print(1)")
                .put("test_parameters", parameters)
                .put("expected_result", JsonObject.empty().with("odd", new JsonString("\ud800\u0000")))
                .build();
        var created = server.post("/api/v1/tests", JsonText.write(body));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var read = server.get("/api/v1/tests/" + created.field("test_id")).object();
        assertThat(read.get("test_parameters")).contains(parameters);
        assertThat(read.get("expected_result"))
                .contains(body.get("expected_result").orElseThrow());
    }

    @Test
    void parametersThatDoNotFitAreRefusedBeforeAnythingRuns() throws Exception {
        String created = server.post(
                        "/api/v1/tests",
                        "{\"name\":\"parameters\",\"test_type\":\"action\",\"test_code\":\"print(1)\",\"test_parameters\":"
                                + "{\"url\":{\"type\":\"string\",\"required\":true},\"n\":{\"type\":\"integer\",\"default\":1}}}")
                .field("test_id");
        assertThat(server.post("/api/v1/tests/" + created + "/deploy", "{}").status())
                .isEqualTo(200);
        for (String parameters :
                List.of("{}", "{\"url\":5}", "{\"url\":\"x\",\"n\":\"one\"}", "{\"url\":\"x\",\"m\":1}")) {
            var reply = server.post("/api/v1/tests/" + created + "/execute", "{\"parameters\":" + parameters + "}");
            assertThat(reply.status()).as(parameters + reply.text()).isEqualTo(422);
            assertThat(errorFields(reply)).isNotEmpty();
        }
        assertThat(server.get("/api/v1/tests/" + created + "/executions")
                        .array()
                        .size())
                .isZero();
    }
}
