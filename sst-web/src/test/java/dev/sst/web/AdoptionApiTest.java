package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a client sees what somebody edited at the engine, and makes a revision of it. */
final class AdoptionApiTest {
    private static final ReadBack EDITED = ReadBack.of("print('by hand')\n", "Logs in");

    private final Web web = new Web();
    private final String id = web.createDeployedTest("login");
    private final String fingerprint = EDITED.found().orElseThrow().fingerprint();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void whatWasEditedIsShownWithItsFingerprintAndNothingIsStored() {
        web.sst.readBack = EDITED;

        Web.Reply shown = web.get(path("read-back"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.object())
                .isEqualTo(JsonText.parse("{\"test_id\":\"" + id
                        + "\",\"adoptable\":true,\"obstacles\":[],\"fingerprint\":\"" + fingerprint
                        + "\",\"test_code\":\"print('by hand')\\n\",\"description\":\"Logs in\"}"));
        assertThat(revision()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAdoptedSaysWhy() {
        web.sst.readBack = ReadBack.not("action shop.t_login is disabled");

        assertThat(web.get(path("read-back")).object())
                .isEqualTo(JsonText.parse("{\"test_id\":\"" + id
                        + "\",\"adoptable\":false,\"obstacles\":[\"action shop.t_login is disabled\"]}"));
        assertThat(web.post(path("adopt"), body(fingerprint)).status()).isEqualTo(409);
        assertThat(revision()).isEqualTo(1);
    }

    @Test
    void whatWasShownIsAdoptedAsTheNewestRevision() {
        web.sst.readBack = EDITED;

        Web.Reply adopted = web.post(path("adopt"), body(fingerprint));

        assertThat(adopted.status()).isEqualTo(200);
        assertThat(adopted.object().get("test_code")).contains(new JsonString("print('by hand')\n"));
        assertThat(adopted.object().get("revision")).contains(JsonNumber.of(2));
        assertThat(adopted.object().get("deployed_revision")).contains(JsonNumber.of(1));
    }

    @Test
    void whatWasNotShownIsNotAdopted() {
        web.sst.readBack = EDITED;

        assertThat(web.post(path("adopt"), body("0123")).status()).isEqualTo(409);
        assertThat(web.post(path("adopt"), "{}").status()).isEqualTo(422);
        assertThat(revision()).isEqualTo(1);
    }

    @Test
    void aRevisionStoredMeanwhileFailsThePrecondition() {
        web.sst.readBack = EDITED;
        web.put("/api/v1/tests/" + id, "{\"tags\":[\"new\"]}");

        Web.Reply refused = web.send(Web.withJson(Web.request("POST", path("adopt")), body(fingerprint))
                .header("If-Match", "\"1\""));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(revision()).isEqualTo(2);
    }

    private static String body(String seen) {
        return "{\"fingerprint\":\"" + seen + "\"}";
    }

    private String path(String what) {
        return "/api/v1/tests/" + id + "/deployment/" + what;
    }

    private int revision() {
        return web.sst.get(new TestId(id)).revision().number();
    }
}
