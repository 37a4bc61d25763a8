package dev.sst.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run on a StackStorm, which the server under test has none of: a page is given made-up answers, in the form of the server's,
 * in their place.
 *
 * @param type of the test
 * @param verdict {@code null} while it runs
 * @param why what the server says of a run that did not pass
 * @param document the result
 */
record StackStormRun(
        String type, @Nullable String verdict, @Nullable String why, JsonObject document) {
    private static final String ID = "0193580f-6e2b-7c3d-9f10-5a4f3b2c1d0e";

    private static final String API = "/api/v1/executions/";

    /** Where the page of the run is. */
    static final String ADDRESS = "/ui/executions/" + ID;

    /** A workflow that goes on. */
    static StackStormRun running() {
        return new StackStormRun("workflow", null, null, JsonObject.empty());
    }

    /** A workflow that did not succeed. */
    static StackStormRun failed() {
        return new StackStormRun(
                "workflow",
                "failed",
                "task pay failed: 503 Server Error: Service Unavailable for url: https://pay.shop.example/charge",
                JsonObject.empty());
    }

    static StackStormRun rule(String verdict, @Nullable String why, JsonValue document) {
        return new StackStormRun("rule", verdict, why, (JsonObject) document);
    }

    static StackStormRun sensor(String verdict, @Nullable String why, JsonValue document) {
        return new StackStormRun("sensor", verdict, why, (JsonObject) document);
    }

    /** Has the page see it at {@link #ADDRESS}, and nothing of the runs that it was shown before. */
    void shownTo(Page page, Supplier<JsonArray> steps) {
        page.unrouteAll();
        String answer = JsonText.write(execution());
        page.route(address -> address.endsWith(API + ID), route -> answered(route, answer));
        page.route(
                address -> address.endsWith(API + ID + "/steps"), route -> answered(route, stepsAnswer(steps.get())));
        asks(page, JsonArray::of);
        goesOn(page, () -> "running");
    }

    /** What it asks, from now on; what the page answers is told, and accepted. */
    static List<String> asks(Page page, Supplier<JsonArray> inquiries) {
        List<String> told = new CopyOnWriteArrayList<>();
        page.route(
                address -> address.endsWith(API + ID + "/inquiries"),
                route -> answered(
                        route,
                        JsonText.write(JsonObject.builder()
                                .put("execution_id", ID)
                                .put("inquiries", inquiries.get())
                                .build())));
        page.route(address -> address.contains(API + ID + "/inquiries/"), route -> {
            told.add(route.request().postData());
            answered(route, "{}");
        });
        return told;
    }

    /** What StackStorm says of it, from now on, in its own word; what the page asks it to do is told, and accepted. */
    static List<String> goesOn(Page page, Supplier<String> status) {
        List<String> told = new CopyOnWriteArrayList<>();
        page.route(
                address -> address.contains("/api/v1/tests/stackstorm/executions/"),
                route -> answered(
                        route,
                        JsonText.write(JsonObject.builder()
                                .put("id", "6b03de253b0b283900cba941")
                                .put("status", status.get())
                                .build())));
        page.route(
                address -> address.endsWith(API + ID + "/pause") || address.endsWith(API + ID + "/resume"), route -> {
                    told.add(route.request().url().replaceAll(".*/", ""));
                    answered(route, "{}");
                });
        return told;
    }

    private static String stepsAnswer(JsonArray steps) {
        return JsonText.write(
                JsonObject.builder().put("execution_id", ID).put("steps", steps).build());
    }

    private static void answered(Route route, String body) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(body));
    }

    /** A document of {@code runs}: made up, in the form that the server gives it. */
    static JsonValue madeUp(String name) {
        try (InputStream file = StackStormRun.class.getResourceAsStream("runs/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no document " + name);
            }
            return JsonText.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject execution() {
        boolean over = verdict != null;
        JsonValue judged = over ? new JsonString(verdict) : JsonNull.NULL;
        JsonValue reason = why == null ? JsonNull.NULL : new JsonString(why);
        return JsonObject.builder()
                .putAll((JsonObject) madeUp("execution.json"))
                .put("execution_id", ID)
                .put("test_type", type)
                .put("status", over ? (verdict.equals("passed") ? "passed" : "failed") : "running")
                .put("state", over ? "finished" : "running")
                .put("verdict", judged)
                .put("error_message", reason)
                .put("completed_at", over ? new JsonString("2026-11-23T06:36:57.900Z") : JsonNull.NULL)
                .put("duration_seconds", over ? JsonNumber.of(12) : JsonNull.NULL)
                .put("output_data", document)
                .build();
    }
}
