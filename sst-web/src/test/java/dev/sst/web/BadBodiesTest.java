package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.test.TestId;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a body holds, the answer is a problem document of the 4xx kind, and nothing is stored. */
final class BadBodiesTest {
    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(400, "not JSON", "{name: 1}", ""),
                Arguments.of(400, "nothing", "", "JSON object"),
                Arguments.of(400, "no object", "[]", "array"),
                Arguments.of(400, "two documents", "{} {}", "follows"),
                Arguments.of(400, "cut off", "{\"name\":\"a", ""),
                Arguments.of(400, "a name twice", "{\"name\":\"a\",\"name\":\"b\"}", "twice"),
                Arguments.of(400, "NaN", "{\"timeout\":NaN}", ""),
                Arguments.of(
                        400,
                        "nested 10,000 deep",
                        "{\"metadata\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "deep"),
                Arguments.of(400, "objects nested deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "deep"),
                Arguments.of(400, "a number of 20,000 digits", "{\"timeout\":" + "9".repeat(20_000) + "}", "number"),
                Arguments.of(413, "over two megabytes", "{\"name\":\"" + "a".repeat(2_200_000) + "\"}", "longer"),
                Arguments.of(422, "an unknown field", typed("\"owner\":1"), "owner"),
                Arguments.of(422, "an unknown type", "{\"name\":\"a\",\"test_type\":\"robot\"}", "test_type"),
                Arguments.of(422, "no type", "{\"name\":\"a\"}", "test_type"),
                Arguments.of(422, "no name", "{\"test_type\":\"action\"}", "name"),
                Arguments.of(422, "a number as name", typed("\"name\":5"), "name"),
                Arguments.of(422, "a text as number", typed("\"timeout\":\"300\""), "timeout"),
                Arguments.of(422, "a fraction", typed("\"timeout\":1.5"), "timeout"),
                Arguments.of(422, "too large a number", typed("\"timeout\":2147483648"), "timeout"),
                Arguments.of(422, "an enormous exponent", typed("\"timeout\":1e999999999"), "timeout"),
                Arguments.of(422, "a tiny exponent", typed("\"retry_count\":1e-999999999"), "retry_count"),
                Arguments.of(422, "null for a number", typed("\"retry_delay\":null"), "retry_delay"),
                Arguments.of(422, "a text as flag", typed("\"enabled\":\"yes\""), "enabled"),
                Arguments.of(422, "tags that are no texts", typed("\"tags\":[1]"), "tags"),
                Arguments.of(422, "parameters that are a list", typed("\"test_parameters\":[]"), "test_parameters"),
                Arguments.of(422, "metadata that is a text", typed("\"metadata\":\"\""), "metadata"));
    }

    private static String typed(String member) {
        String name = member.startsWith("\"name\"") ? "" : "\"name\":\"a\",";
        return "{" + name + "\"test_type\":\"action\"," + member + "}";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void isRefused(int status, String what, String body, String word) {
        Web.Reply reply = web.post("/api/v1/tests/", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.raw().getContentType()).isEqualTo("application/problem+json");
        assertThat(reply.object().text("detail")).isPresent();
        assertThat(reply.text()).contains(word).doesNotContain("tools.jackson", "StreamRead", "Exception");
        assertThat(web.sst.tests).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Web.Reply reply = web.post(
                "/api/v1/tests", "{\"name\":\"\",\"test_type\":7,\"timeout\":\"x\",\"retries\":1,\"tags\":{}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text())
                .contains(
                        "\"field\":\"name\"",
                        "\"field\":\"test_type\"",
                        "\"field\":\"timeout\"",
                        "\"field\":\"retries\"",
                        "\"field\":\"tags\"");
    }

    @Test
    void anUnknownFieldsNameIsShownCutAndEscaped() {
        String name = "\\u0000" + "n".repeat(40_000);
        Web.Reply reply = web.post("/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\",\"" + name + "\":1}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text().length()).isLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json;charset=utf-16",
                "application/json;charset=nonsense",
                "///",
                "application/merge-patch+json"
            })
    void anotherContentTypeIsRefused(String type) {
        var request = Web.request("POST", "/api/v1/tests").header("Content-Type", type);
        assertThat(web.send(request.content("{\"name\":\"a\",\"test_type\":\"action\"}"))
                        .status())
                .isEqualTo(415);
        assertThat(web.sst.tests).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin1 = "{\"name\":\"caf\u00e9\",\"test_type\":\"action\"}".getBytes(StandardCharsets.ISO_8859_1);
        var request = Web.request("POST", "/api/v1/tests").contentType("application/json");
        assertThat(web.send(request.content(latin1)).status()).isEqualTo(400);
        byte[] utf16 = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16);
        var other = Web.request("POST", "/api/v1/tests").contentType("application/json");
        assertThat(web.send(other.content(utf16)).status()).isEqualTo(400);
    }

    @Test
    void aBodyWhereNoneIsReadIsNotPassedOver() {
        String id = web.createTest("login");
        assertThat(web.post("/api/v1/tests/" + id + "/deploy", "{\"plan\":true}")
                        .status())
                .isEqualTo(422);
        assertThat(web.post("/api/v1/tests/" + id + "/deploy", "{\"execute\":\"yes\"}")
                        .status())
                .isEqualTo(422);
        assertThat(web.sst.get(new TestId(id)).deployment()).isNull();
        assertThat(web.post("/api/v1/tests/" + id + "/deploy", "{}").status()).isEqualTo(200);
        assertThat(web.post("/api/v1/tests/" + id + "/execute", "{\"timeout\":1}")
                        .status())
                .isEqualTo(422);
        assertThat(web.sst.executions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a%20b", "%00", "a%0ab", "x%2e%2e", "\u00e9"})
    void anIdThatCannotBeIsNotFound(String id) {
        String path = "/api/v1/tests/" + java.net.URLEncoder.encode(id, StandardCharsets.UTF_8);
        assertThat(web.get(path).status()).isEqualTo(404);
        assertThat(web.put(path, "{}").status()).isEqualTo(404);
    }
}
