package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Who sits in front of a page, and the proof that changes have to carry. */
final class SessionRouteTest {
    private static final Callers BY_COOKIE = request -> Optional.of(new Caller("ada", true, Permission.all(), "proof"));

    @Test
    void aPageLearnsWhoSitsThereAndWhatToSend() {
        try (Web web = new Web()) {
            var reply = web.get("/api/v1/session");
            assertThat(reply.text())
                    .isEqualTo(
                            "{\"name\":\"ada\",\"person\":false,\"permissions\":[\"read\",\"execute\",\"edit\",\"deploy\","
                                    + "\"incidents\"],\"csrf_header\":\"X-CSRF-Token\",\"csrf_token\":null}");
            assertThat(web.send(Web.anonymous("GET", "/api/v1/session")).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aChangeWithoutTheProofIsRefusedAndReadingNeedsNone() throws Exception {
        try (SstWeb web = SstWeb.builder(new FakeSst()).callers(BY_COOKIE).build()) {
            var mvc = MockMvcBuilders.routerFunctions(web.router()).build();
            var read = MockMvcRequestBuilders.get("/api/v1/tests");
            assertThat(mvc.perform(read).andReturn().getResponse().getStatus()).isEqualTo(200);
            for (String proof : new String[] {"", "wrong", "proof2"}) {
                var change = MockMvcRequestBuilders.post("/api/v1/tests/validate")
                        .header(Caller.CSRF_HEADER, proof)
                        .contentType("application/json")
                        .content("{}");
                assertThat(mvc.perform(change).andReturn().getResponse().getStatus())
                        .as(proof)
                        .isEqualTo(403);
            }
            var foreign = MockMvcRequestBuilders.post("/api/v1/tests/validate")
                    .header("Host", "sst.example:8004")
                    .header("Origin", "http://evil.example:8004")
                    .contentType("application/json")
                    .content("{}");
            assertThat(mvc.perform(foreign).andReturn().getResponse().getStatus())
                    .isEqualTo(403);
            var proven = MockMvcRequestBuilders.post("/api/v1/tests/validate")
                    .header(Caller.CSRF_HEADER, "proof")
                    .contentType("application/json")
                    .content("{}");
            assertThat(mvc.perform(proven).andReturn().getResponse().getStatus())
                    .isEqualTo(200);
        }
    }

    @Test
    void aCallerOfTheHostNeedsNoProofOfOurs() {
        var request = new MockHttpServletRequest();
        request.setUserPrincipal(() -> "grace");
        assertThat(Callers.principal().identify(request))
                .hasValueSatisfying(caller -> assertThat(caller.csrfToken()).isNull());
    }
}
