package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Everything under a path of the application, and the application under a context path of its own. */
final class MountedTest {
    private final SstWeb web = SstWeb.builder(new FakeSst())
            .callers(request -> Optional.of(new Caller("ada", true, Permission.all())))
            .basePath("/ops/sst")
            .build();
    private final MockMvc mvc = MockMvcBuilders.routerFunctions(web.router()).build();

    @AfterEach
    void close() {
        web.close();
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.request(HttpMethod.GET, URI.create(path));
    }

    private static MockHttpServletRequestBuilder create(String path) {
        return MockMvcRequestBuilders.post(path)
                .contentType("application/json")
                .content("{\"name\":\"login\",\"test_type\":\"action\",\"test_code\":\"print(1)\"}");
    }

    @Test
    void whatAnswersAtTheRootAnswersUnderThePathAndThereAlone() throws Exception {
        for (String path : List.of("/api/v1/tests", "/api/v1/tests/", "/health", "/openapi.json", "/docs")) {
            assertThat(send(get("/ops/sst" + path)).getStatus()).as(path).isEqualTo(200);
            assertThat(send(get(path)).getContentAsString()).as(path).isEmpty();
            assertThat(send(get("/ops/sstx" + path)).getContentAsString())
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsAProblemDocumentUnderThePathToo() throws Exception {
        var missing = send(get("/ops/sst/api/v1/nothing"));
        assertThat(missing.getStatus()).isEqualTo(404);
        assertThat(missing.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void whereSomethingIsToBeFoundIsToldWithThePath() throws Exception {
        assertThat(send(create("/ops/sst/api/v1/tests")).getHeader("Location")).isEqualTo("/ops/sst/api/v1/tests/t001");
        var started = send(
                MockMvcRequestBuilders.post("/ops/sst/api/v1/tests/t001/deploy").header("Prefer", "respond-async"));
        assertThat(started.getHeader("Location")).isEqualTo("/ops/sst/api/v1/tests/t001/deployment");
        var root = (JsonObject) JsonText.parse(send(get("/ops/sst/")).getContentAsByteArray());
        assertThat(root.text("api")).contains("/ops/sst/api/v1");
        assertThat(root.text("docs")).contains("/ops/sst/docs");
    }

    @Test
    void theContextPathOfTheApplicationStandsBeforeIt() throws Exception {
        var created = send(create("/shop/ops/sst/api/v1/tests").contextPath("/shop"));
        assertThat(created.getHeader("Location")).isEqualTo("/shop/ops/sst/api/v1/tests/t001");
        var page = send(get("/shop/ops/sst/ui/tests").contextPath("/shop").accept("text/html"));
        assertThat(page.getContentAsString()).contains("<base href=\"/shop/ops/sst/ui/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ops/sst", "/ops/sst/"})
    void aBrowserThatGoesToThePathIsSentToThePages(String path) throws Exception {
        var root = send(get(path).accept("text/html"));
        assertThat(root.getStatus()).isEqualTo(302);
        assertThat(root.getHeader("Location")).isEqualTo("/ops/sst/ui/");
    }

    @Test
    void thePagesAndTheDocumentKnowWhereTheyAre() throws Exception {
        assertThat(send(get("/ops/sst/ui/tests").accept("text/html")).getContentAsString())
                .contains("<base href=\"/ops/sst/ui/\"");
        assertThat(send(get("/ops/sst/ui/assets/index-Ab_1.js")).getStatus()).isEqualTo(200);
        assertThat(send(get("/ops/sst/docs")).getContentAsString())
                .contains("<base href=\"/ops/sst/\">")
                .doesNotContain("\"/docs");
        assertThat(send(get("/ops/sst/openapi.json")).getContentAsString())
                .contains("\"servers\":[{\"url\":\"/ops/sst\"}]");
    }

    @Test
    void atTheRootOfAServerTheDocumentSaysSo() {
        try (Web atRoot = new Web()) {
            assertThat(atRoot.get("/openapi.json").text()).contains("\"servers\":[{\"url\":\"/\"}]");
            assertThat(atRoot.get("/docs").text()).contains("<base href=\"/\">");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops", "/ops/", "/", "//ops", "/ops/{id}", "/ops/*", "/o ps", "https://x"})
    void whatIsNoPlainPathIsRefusedAtOnce(String path) {
        assertThatThrownBy(() -> SstWeb.builder(new FakeSst()).basePath(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path);
    }
}
