package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The browser's pages: who gets which, under which mount, and what browsers are told of them. */
final class UiPagesTest {
    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    private Web.Reply navigate(MockHttpServletRequestBuilder request) {
        return web.send(request.accept("text/html", "*/*"));
    }

    private Web.Reply navigate(String path) {
        return navigate(Web.anonymous("GET", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/", "/ui/tests", "/ui/tests/01abc", "/ui/executions?verdict=failed", "/ui/a/b/c"})
    void everyAddressThatABrowserGoesToIsTheOnePage(String path) {
        var page = navigate(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.raw().getContentType()).startsWith("text/html");
        assertThat(page.raw().getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.text()).contains("<base href=\"/ui/\"");
    }

    @Test
    void whatAScriptAsksForIsNeverThePage() {
        var missing = web.send(Web.anonymous("GET", "/ui/tests").accept("application/json"));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(web.send(Web.anonymous("GET", "/ui/assets/gone-x.js")).status())
                .isEqualTo(404);
        assertThat(navigate("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(web.send(Web.anonymous("POST", "/ui/tests").accept("text/html"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/assets/../index.html",
                "/ui/assets/..%2findex.html",
                "/ui/assets/a/b.js",
                "/ui/assets/index-Ab_1.js.gz",
                "/ui/assets/.js",
                "/ui/assets/"
            })
    void onlyFilesOfThePagesAreGivenOut(String path) {
        assertThat(web.send(Web.anonymous("GET", path)).status()).isEqualTo(404);
    }

    @Test
    void thePolicyAllowsNoInlineScriptAndEachPageHasItsOwnNonce() {
        var first = navigate("/ui/");
        var second = navigate("/ui/");
        String policy = first.raw().getHeader("Content-Security-Policy");
        assertThat(policy)
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'", "base-uri 'self'")
                .doesNotContain("unsafe", "*", "http:", "https:");
        String nonce = first.text().replaceAll("(?s).*nonce=\"([^\"]+)\".*", "$1");
        assertThat(nonce).hasSizeGreaterThan(20);
        assertThat(policy).contains("style-src 'self' 'nonce-" + nonce + "'");
        assertThat(second.text()).doesNotContain(nonce);
    }

    @Test
    void filesAreKeptForGoodAndComeCompressed() {
        var plain = web.send(Web.anonymous("GET", "/ui/assets/index-Ab_1.js"));
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.raw().getContentType()).startsWith("text/javascript");
        assertThat(plain.raw().getHeader("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(plain.raw().getHeader("Content-Encoding")).isNull();
        var zipped = web.send(Web.anonymous("GET", "/ui/assets/index-Ab_1.js").header("Accept-Encoding", "br, gzip"));
        assertThat(zipped.raw().getHeader("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.raw().getHeader("Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void thePageKnowsWhereItIsMounted() {
        var below = navigate(Web.anonymous("GET", "/ops/sst/ui/tests/1").contextPath("/ops/sst"));
        assertThat(below.text()).contains("<base href=\"/ops/sst/ui/\"");
        var root = navigate(Web.anonymous("GET", "/ops/sst/").contextPath("/ops/sst"));
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.raw().getHeader("Location")).isEqualTo("/ops/sst/ui/");
        assertThat(navigate("/ui").raw().getHeader("Location")).isEqualTo("/ui/");
    }

    @Test
    void thePageKnowsWhetherPeopleSignInAtItOrAtTheApplicationAround() throws Exception {
        assertThat(navigate("/ui/").text()).contains("data-sign-in=\"elsewhere\"");
        Route signIn = Route.post("/api/v1/session", exchange -> Answer.nothing())
                .named("openSession", "")
                .forEverybody();
        try (SstWeb own = SstWeb.builder(web.sst).routes(() -> List.of(signIn)).build()) {
            var mvc = MockMvcBuilders.routerFunctions(own.router()).build();
            var page = mvc.perform(MockMvcRequestBuilders.get("/ui/").accept("text/html"))
                    .andReturn();
            assertThat(page.getResponse().getContentAsString()).contains("data-sign-in=\"here\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/ui/", "/%22%3E/ui/", "/a;b/ui/", "/elsewhere"})
    void anAddressThatIsWrittenCrookedlyGivesNoMount(String uri) {
        var request = new MockHttpServletRequest("GET", URI.create("/x").getPath());
        request.setRequestURI(uri);
        assertThat(Mount.of(request, "/ui/")).isEmpty();
    }

    @Test
    void anApplicationThatWantsNoPagesHasNone() {
        try (SstWeb bare = SstWeb.builder(web.sst).ui(false).build()) {
            assertThat(bare.router()).isInstanceOf(WebRouter.class);
        }
    }
}
