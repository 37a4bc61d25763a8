package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same for many tests at once. */
final class BulkApiTest {
    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    private Web.Reply bulk(String action, String more, String... ids) {
        var named = Json.texts(List.of(ids));
        return web.post(
                "/api/v1/tests/bulk",
                "{\"action\":\"" + action + "\",\"test_ids\":" + JsonText.write(named) + more + "}");
    }

    private static JsonObject item(Web.Reply reply, int place) {
        return (JsonObject)
                ((JsonArray) reply.object().get("items").orElseThrow()).items().get(place);
    }

    @Test
    void eachTestHasItsOwnResult() {
        String live = web.createDeployedTest("live");
        String notLive = web.createTest("not live");

        Web.Reply reply = bulk("execute", "", live, notLive, "t999", live);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.object()).isEqualTo(JsonText.parse("""
                {"items":[{"test_id":"t001","ok":true,"status":202,"execution_id":"e001"},
                          {"test_id":"t002","ok":false,"status":409,"detail":"test t002 is not deployed","reason":"not_deployed"},
                          {"test_id":"t999","ok":false,"status":404,"detail":"%s"}]}""".formatted(
                        item(reply, 2).text("detail").orElseThrow())));
    }

    @Test
    void testsAreEnabledAndTagged() {
        String one = web.createTest("one");
        String two = web.createTest("two");

        bulk("disable", "", one, two);
        bulk("add_tags", ",\"tags\":[\"eu\",\"shop\"]", one, two);
        bulk("remove_tags", ",\"tags\":[\"eu\"]", two);
        bulk("enable", "", two);

        assertThat(web.sst.get(new TestId(one)).definition().enabled()).isFalse();
        assertThat(web.sst.get(new TestId(one)).definition().tags()).containsExactly("eu", "shop");
        assertThat(web.sst.get(new TestId(two)).definition().enabled()).isTrue();
        assertThat(web.sst.get(new TestId(two)).definition().tags()).containsExactly("shop");
    }

    @Test
    void whatAnEngineHasToDoIsBegunAndDone() {
        String one = web.createTest("one");
        String two = web.createTest("two");

        assertThat(item(bulk("deploy", "", one, two), 1).get("status")).contains(JsonText.parse("202"));
        await().until(() -> deployed(one) && deployed(two));
        bulk("undeploy", "", one);
        await().until(() -> !deployed(one));
        bulk("delete", "", one, two);
        await().until(() -> web.get("/api/v1/tests").array().size() == 0);
    }

    @Test
    void whatNobodyThoughtOfKeepsNoOtherTestFromBeingDone() {
        String one = web.createDeployedTest("one");
        String two = web.createDeployedTest("two");
        failOnce();

        Web.Reply reply = bulk("execute", "", one, two);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(item(reply, 0)).isEqualTo(JsonText.parse("""
                {"test_id":"t001","ok":false,"status":500,"detail":"Something unexpected happened; the server's log tells more."}
                """));
        assertThat(item(reply, 1).get("ok")).contains(JsonText.parse("true"));
    }

    @Test
    void whatNobodyThoughtOfInTheBackgroundKeepsNoOtherTestFromBeingDone() {
        String one = web.createTest("one");
        String two = web.createTest("two");
        failOnce();

        bulk("deploy", "", one, two);

        await().until(() -> deployed(two));
        assertThat(deployed(one)).isFalse();
        assertThat(web.get("/api/v1/tests/" + one + "/deployment").text())
                .contains("Something unexpected happened")
                .doesNotContain("secret");
    }

    private void failOnce() {
        var failures =
                new ArrayDeque<RuntimeException>(List.of(new IllegalStateException("select * from /secret/path")));
        web.sst.trouble = failures::poll;
    }

    @Test
    void aDeletedTestIsNotThere() {
        String gone = web.createTest("gone");
        web.delete("/api/v1/tests/" + gone);

        assertThat(item(bulk("deploy", "", gone), 0).get("status")).contains(JsonText.parse("404"));
    }

    private boolean deployed(String id) {
        return web.get("/api/v1/tests/" + id).field("deployed").equals("true");
    }

    @Test
    void aRequestThatCannotBeReadDoesNothing() {
        String id = web.createTest("one");
        Web.Reply wrong = bulk("explode", ",\"more\":1", "../etc");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("\"action\",", "\"test_ids\",", "\"more\",");
        assertThat(bulk("add_tags", "", id).text()).contains("\"field\":\"tags\"");
        assertThat(bulk("execute", "").status()).isEqualTo(422);
        String[] many = Collections.nCopies(BulkRoutes.MOST + 1, id).toArray(String[]::new);
        assertThat(bulk("execute", "", many).status()).isEqualTo(422);
    }
}
