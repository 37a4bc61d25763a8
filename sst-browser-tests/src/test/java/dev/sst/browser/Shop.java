package dev.sst.browser;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.server.ServerProcess;
import java.util.List;

/**
 * The tests of a shop that were in use for a while, so that every page has something to show. All of it came about: each
 * verdict by a run, each incident by a failure.
 *
 * @param front passes, has parameters and three runs
 * @param checkout fails two of its checks; its newest revision is not live
 * @param failed a run of {@link #checkout}
 * @param passed a run of {@link #checkout}, from before it broke
 * @param open the incident of {@link #checkout}
 * @param resolved an incident of another test, ended by a pass
 * @param running a run that takes longer than any visit
 */
record Shop(String front, String checkout, String failed, String passed, String open, String resolved, String running) {
    private static final String FRONT = """
            import json
            import os

            parameters = json.loads(os.environ["SST_PARAMETERS"])
            print("looking at", parameters["url"])
            print(json.dumps({"status": "success", "data": {"status_code": 200, "title": "The shop"}}))
            """;
    private static final String CHECKOUT = """
            import json

            print("put three things into the basket")
            print("paid by card, the gateway answered %d")
            print(json.dumps({"status": "success", "data": {"status_code": %d, "orders": [{"id": 4711, "state": "%s"}]}}))
            """;
    private static final String MAIL = "import smtplib_of_the_shop\n";
    private static final String LONG = """
            import time

            for minute in range(1, 100):
                print("row", minute * 1000, "is exported", flush=True)
                time.sleep(60)
            """;

    /** Makes all of that on a server that nobody has used. */
    static Shop on(ServerProcess server) {
        String front = stored(server, FRONT, """
                {"name": "Shop front answers", "tags": ["shop", "web"], "timeout": 30,
                 "description": "What every visitor sees first.",
                 "test_parameters": {
                   "url": {"type": "string", "required": true, "description": "what is asked", "default": "https://shop.example/"},
                   "retries": {"type": "integer", "default": 2}},
                 "expected_result": {"data": {"status_code": 200}}}
                """);
        server.deploy(front);
        server.run(front);
        server.run(front);
        server.run(front);

        String checkout = stored(server, CHECKOUT.formatted(200, 200, "paid"), """
                {"name": "Checkout takes an order", "tags": ["shop", "payment"], "timeout": 30, "retry_count": 1, "retry_delay": 0,
                 "expected_result": {"data": {"status_code": 200, "orders": [{"id": 4711, "state": "paid"}]}}}
                """);
        server.deploy(checkout);
        server.run(checkout);
        String passed = server.run(checkout);
        change(server, checkout, CHECKOUT.formatted(503, 503, "waiting"), "the gateway's new address");
        server.deploy(checkout);
        server.run(checkout);
        String failed = server.run(checkout);
        String open = incidentOf(server, checkout);
        server.post(
                "/incidents/" + open + "/notes",
                JsonObject.builder()
                        .put("text", "The payment provider is looking at it.")
                        .build());
        change(server, checkout, CHECKOUT.formatted(200, 200, "paid"), "back to the old address");

        String mail = stored(server, MAIL, "{\"name\": \"Mail goes out\", \"tags\": [\"mail\"], \"timeout\": 30}");
        server.deploy(mail);
        server.run(mail);
        String resolved = incidentOf(server, mail);
        change(server, mail, FRONT.replace("parameters[\"url\"]", "\"the outbox\""), "a module that exists");
        server.deploy(mail);
        server.run(mail);

        stored(server, FRONT, "{\"name\": \"Search finds a thing\", \"tags\": [\"shop\"], \"enabled\": false}");
        String export =
                stored(server, LONG, "{\"name\": \"Nightly export\", \"tags\": [\"night\"], \"timeout\": 1800}");
        server.deploy(export);
        return new Shop(front, checkout, failed, passed, open, resolved, server.execute(export));
    }

    private static String stored(ServerProcess server, String code, String definition) {
        return server.storedTest(JsonObject.builder()
                .putAll((JsonObject) JsonText.parse(definition))
                .put("test_code", code)
                .build());
    }

    private static void change(ServerProcess server, String test, String code, String why) {
        server.put(
                "/tests/" + test,
                JsonObject.builder()
                        .put("test_code", code)
                        .put("revision_note", why)
                        .build());
    }

    private static String incidentOf(ServerProcess server, String test) {
        List<JsonObject> incidents = server.list("/incidents?test_id=" + test);
        return incidents.get(0).text("incident_id").orElseThrow();
    }
}
