package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys of StackStorm's datastore. A secret comes as StackStorm keeps it, encrypted, but for {@link #decrypted}; what StackStorm
 * says against a secret is not repeated, because it may quote it. A key is written as a whole, and the last one wins. For other
 * errors, null and threads see {@link StackStorm}.
 */
public final class KeysClient {

    private static final String PATH = "/v1/keys";
    private static final String SYSTEM = "system";
    private static final String USER = "user";

    private final StackStormClient client;
    private final Lists lists;
    private final String scope;

    private KeysClient(StackStormClient client, Lists lists, String scope) {
        this.client = client;
        this.lists = lists;
        this.scope = scope;
    }

    static KeysClient ofSystem(StackStormClient client, Lists lists) {
        return new KeysClient(client, lists, SYSTEM);
    }

    /** The keys of the account that this client has. */
    public KeysClient ofUser() {
        return new KeysClient(client, lists, USER);
    }

    /** All of them. */
    public Stream<KeyRecord> list() {
        return lists.byOffset(QueryString.of(PATH).with("scope", scope)).map(KeyRecord::new);
    }

    public Stream<KeyRecord> startingWith(String prefix) {
        return lists.byOffset(QueryString.of(PATH).with("scope", scope).with("prefix", prefix))
                .map(KeyRecord::new);
    }

    public Optional<KeyRecord> get(String name) {
        return client.object(one(name).get()).map(KeyRecord::new);
    }

    /** What a secret says in clear; StackStorm notes who asked. With access control only its owner and admins may. */
    public Optional<String> decrypted(String name) {
        return client.object(one(name).with("decrypt", "true").get()).map(key -> Members.text(key, "value"));
    }

    public void put(String name, String value) {
        write(name, body(name, value).build());
    }

    /** @param life after which it goes away by itself; rounded up to seconds */
    public void put(String name, String value, Duration life) {
        write(name, body(name, value).put("ttl", seconds(life)).build());
    }

    /** Stores it encrypted, for which StackStorm needs an encryption key in its configuration. */
    public void putSecret(String name, String value) {
        writeSecret(name, body(name, value).put("secret", true).build());
    }

    /** @param life after which it goes away by itself; rounded up to seconds */
    public void putSecret(String name, String value, Duration life) {
        writeSecret(
                name,
                body(name, value).put("secret", true).put("ttl", seconds(life)).build());
    }

    /** Returns whether there was one. */
    public boolean delete(String name) {
        return client.send(Request.delete(one(name).get().path(), null)).ok();
    }

    private QueryString one(String name) {
        return QueryString.of(PATH + "/" + Request.encoded(name)).with("scope", scope);
    }

    private JsonObject.Builder body(String name, String value) {
        return JsonObject.builder().put("name", name).put("value", value).put("scope", scope);
    }

    private void write(String name, JsonObject body) {
        client.existing(writing(name, body));
    }

    private void writeSecret(String name, JsonObject body) {
        Request request = writing(name, body);
        Answer answer = client.exchange(request);
        if (!answer.ok()) {
            StackStormClient.judged(request, answer.withoutBody());
            throw StackStormClient.absent(request);
        }
    }

    private Request writing(String name, JsonObject body) {
        return Request.put(one(name).get().path(), body);
    }

    private static long seconds(Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("life must be positive, was " + life);
        }
        return life.plusMillis(999).toSeconds();
    }
}
