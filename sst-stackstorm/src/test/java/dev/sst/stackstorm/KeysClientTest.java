package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, and that a secret is shown to nobody who did not ask for it by name. */
final class KeysClientTest {

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.NONE, () -> "request-1");
    private final KeysClient keys = KeysClient.ofSystem(client, new Lists(client));

    @Test
    void aKeyIsWrittenReadListedAndDeleted() {
        transport
                .answers(RecordedAnswer.of("keys/set"))
                .answers(RecordedAnswer.of("keys/get"))
                .answers(RecordedAnswer.of("keys/list-prefix"))
                .answers(RecordedAnswer.of("keys/delete"))
                .answers(RecordedAnswer.of("keys/delete-404"))
                .answers(RecordedAnswer.of("keys/get-404"));

        keys.put("sst_rec_key", "hello");
        assertThat(keys.get("sst_rec_key").orElseThrow().value()).isEqualTo("hello");
        assertThat(keys.startingWith("sst_rec").map(KeyRecord::name)).contains("sst_rec_key", "sst_rec_secret");
        assertThat(keys.delete("sst_rec_key")).isTrue();
        assertThat(keys.delete("sst_rec_key")).isFalse();
        assertThat(keys.get("sst_rec_key")).isEmpty();
        assertThat(paths())
                .startsWith(
                        "/v1/keys/sst_rec_key?scope=system",
                        "/v1/keys/sst_rec_key?scope=system",
                        "/v1/keys?scope=system&prefix=sst_rec&limit=100&offset=0",
                        "/v1/keys/sst_rec_key?scope=system");
        assertThat(sent(0)).isEqualTo("{\"name\":\"sst_rec_key\",\"value\":\"hello\",\"scope\":\"system\"}");
    }

    @Test
    void aSecretIsDecryptedByTheOneMethodThatSaysSo() {
        transport.answers(RecordedAnswer.of("keys/get-secret")).answers(RecordedAnswer.of("keys/get-secret-decrypt"));

        KeyRecord secret = keys.get("sst_rec_secret").orElseThrow();
        assertThat(secret.secret()).isTrue();
        assertThat(secret.value()).doesNotContain("not-for-eyes");
        assertThat(secret.toString()).doesNotContain(secret.value());
        assertThat(keys.decrypted("sst_rec_secret")).contains("not-for-eyes");
        assertThat(paths())
                .containsExactly(
                        "/v1/keys/sst_rec_secret?scope=system", "/v1/keys/sst_rec_secret?scope=system&decrypt=true");
    }

    @Test
    void whatStackStormSaysAgainstASecretIsNotRepeated() {
        transport
                .answers(400, "{\"faultstring\": \"'hush' is not good\"}")
                .answers(400, "{\"faultstring\": \"'hello' is not good\"}");

        assertThatThrownBy(() -> keys.putSecret("a", "hush"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("400")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> keys.put("a", "hello"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("is not good");
    }

    @Test
    void aKeyWithALifeTellsItsEnd() {
        transport.answers(RecordedAnswer.of("keys/set-ttl")).answers(RecordedAnswer.of("keys/set-secret"));

        keys.put("sst_rec_ttl", "short", Duration.ofMillis(59_001));
        keys.putSecret("sst_rec_secret", "hush", Duration.ofSeconds(5));

        assertThat(sent(0)).contains("\"ttl\":60").doesNotContain("secret");
        assertThat(sent(1)).contains("\"ttl\":5").contains("\"secret\":true");
        assertThat(new KeyRecord(RuleWorld.json("{'expire_timestamp': '2026-11-23T07:06:59.501952Z'}")).expiresAt())
                .contains(Instant.parse("2026-11-23T07:06:59.501952Z"));
        assertThatThrownBy(() -> keys.put("a", "b", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAccountsOwnKeysAreApart() {
        transport.answers(RecordedAnswer.of("keys/set-user-scope")).answers(200, "[]");

        keys.ofUser().put("sst_rec_user", "mine");
        assertThat(keys.ofUser().list()).isEmpty();

        assertThat(paths())
                .containsExactly("/v1/keys/sst_rec_user?scope=user", "/v1/keys?scope=user&limit=100&offset=0");
        assertThat(sent(0)).contains("\"scope\":\"user\"");
    }

    private List<String> paths() {
        return transport.requests().stream().map(Request::path).toList();
    }

    private String sent(int request) {
        return new String(transport.requests().get(request).body().orElseThrow(), StandardCharsets.UTF_8);
    }
}
