package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a look with a file of its own leaves in StackStorm, beside others that look and after some that died. */
final class ProbeFileTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String PACK = "{\"path\": \"/opt/stackstorm/packs/default\"}";
    private static final String RUN = "6b03e5d4a545e5e2316b1cd2";

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ProbeFile file = file(transport);

    private static ProbeFile file(Transport transport) {
        var client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
        StackStormSettings settings = StackStormSettings.behindNginx("http://127.0.0.1:9101")
                .apiKey(ScriptedStackStorm.API_KEY)
                .serverId("server-1")
                .build();
        InstantSource clock = InstantSource.fixed(NOW);
        var own = new OwnExecutions(client, new Executions(client), clock, duration -> {}, () -> "key");
        return new ProbeFile(client, new RunnerFiles(own, new Packs(client, own, settings)), settings, clock);
    }

    /** As far as a runner has read that. */
    private void reads(String nonce) {
        transport
                .answers(200, PACK)
                .answers(201, "{}")
                .answers(200, PACK)
                .answers(201, "{\"id\": \"" + RUN + "\"}")
                .answers(200, """
                        {"id": "%s", "status": "succeeded", "result": {"stdout": "%s  /opt/stackstorm/packs/default/actions/%s"}}""".formatted(RUN, ContentHash.of(nonce), path(nonce)));
    }

    private static String path(String nonce) {
        return "sst_probe/" + name(nonce) + ".txt";
    }

    private static String name(String nonce) {
        return "sst_probe_" + ContentHash.of("server-1").substring(0, 8) + "_"
                + ContentHash.of(nonce).substring(0, 8);
    }

    private List<String> deleted() {
        return transport.requests().stream()
                .filter(request -> request.method().equals("DELETE"))
                .map(Request::path)
                .toList();
    }

    private static String action(String name, String owner, Instant written) {
        return """
                {"ref": "default.%s", "tags": [{"name": "sst_owner", "value": "%s"}, {"name": "sst_written", "value": "%s"}]}""".formatted(name, owner, written);
    }

    @Test
    void whatARunnerHasReadGoesAgain() {
        reads("one");
        transport.answers(204, "").answers(200, "[]");

        assertThat(file.look("one")).isEqualTo(new ProbeFile.Seen(Optional.empty(), Optional.empty()));

        assertThat(deleted()).containsExactly("/v1/actions/default." + name("one"));
    }

    @Test
    void whatIsLeftOverOfAnotherProbeGoesWithThisOne() {
        reads("one");
        transport
                .answers(204, "")
                .answers(
                        200,
                        "["
                                + action(
                                        "sst_probe_died",
                                        "server-1/probe",
                                        NOW.minus(ProbeFile.LEFT_BEHIND.plusSeconds(1)))
                                + "]")
                .answers(204, "");

        assertThat(file.look("one").stays()).isEmpty();

        assertThat(deleted())
                .containsExactly("/v1/actions/default." + name("one"), "/v1/actions/default.sst_probe_died");
    }

    @Test
    void whatAnotherNodeLooksAtJustNowAndWhatIsNotOursStay() {
        reads("one");
        transport
                .answers(204, "")
                .answers(
                        200,
                        "[" + action("of_another_node", "server-1/probe", NOW.minusSeconds(60)) + ", "
                                + action("of_another_server", "server-2/probe", Instant.EPOCH) + "]");

        file.look("one");

        assertThat(deleted()).containsExactly("/v1/actions/default." + name("one"));
    }

    @Test
    void twoThatLookAtOnceHaveAFileEach() {
        reads("one");
        transport.answers(204, "").answers(200, "[]");
        file.look("one");
        reads("two");
        transport.answers(204, "").answers(200, "[]");
        file.look("two");

        assertThat(transport.requests())
                .filteredOn(request ->
                        request.method().equals("POST") && request.path().equals("/v1/actions"))
                .extracting(ProbeFileTest::written)
                .containsExactly(path("one"), path("two"));
    }

    private static String written(Request request) {
        var body = (JsonObject) JsonText.parse(new String(request.content().bytes(), StandardCharsets.UTF_8));
        var files = (JsonArray) body.get("data_files").orElseThrow();
        return ((JsonObject) files.items().get(0)).text("file_path").orElseThrow();
    }

    @Test
    void aNameThatIsTakenIsRefusedAndWhatHasItStays() {
        transport
                .answers(200, PACK)
                .answers(409, "{\"faultstring\": \"Object with same unique fields already exists\"}");

        assertThatThrownBy(() -> file.look("one"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("exists already");
        assertThat(deleted()).isEmpty();
    }

    @Test
    void withoutAPackToTryItInNothingIsWrittenAndNothingProven() {
        transport.answers(404, "{}");

        assertThat(file.look("one").doubt())
                .hasValueSatisfying(why -> assertThat(why).contains("no pack default"));
        assertThat(transport.requests()).allMatch(Request::readOnly);
    }
}
