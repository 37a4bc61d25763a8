package dev.sst.web;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The API over a fake facade, without a network: asks as one who may, unless told otherwise. */
final class Web implements AutoCloseable {
    final FakeSst sst = new FakeSst();
    final SstWeb web = SstWeb.builder(sst)
            .callers(request -> Optional.ofNullable(request.getHeader("X-Caller"))
                    .map(name -> new Caller(name, name.equals("person"), permissions(request))))
            .version("1.2.3")
            .build();
    private final MockMvc mvc = MockMvcBuilders.routerFunctions(web.router()).build();

    /** All of them, unless the request says which. */
    private static Set<Permission> permissions(HttpServletRequest request) {
        String only = request.getHeader("X-May-Only");
        if (only == null) {
            return Permission.all();
        }
        return Stream.of(only.split(","))
                .filter(word -> !word.isEmpty())
                .map(word -> Permission.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    /** An answer, whole. */
    record Reply(int status, String text, MockHttpServletResponse raw) {
        JsonValue json() {
            return JsonText.parse(text);
        }

        JsonObject object() {
            return (JsonObject) json();
        }

        JsonArray array() {
            return (JsonArray) json();
        }

        String field(String name) {
            return object().get(name).map(Object::toString).orElse("(absent)");
        }
    }

    Reply get(String path) {
        return send(request("GET", path));
    }

    Reply delete(String path) {
        return send(request("DELETE", path));
    }

    Reply post(String path, String json) {
        return send(withJson(request("POST", path), json));
    }

    Reply post(String path) {
        return send(request("POST", path));
    }

    Reply put(String path, String json) {
        return send(withJson(request("PUT", path), json));
    }

    static MockHttpServletRequestBuilder withJson(MockHttpServletRequestBuilder request, String json) {
        return request.contentType("application/json").content(json);
    }

    static MockHttpServletRequestBuilder request(String method, String path) {
        return anonymous(method, path).header("X-Caller", "ada");
    }

    /** Asks as one who may do no more than that. */
    static MockHttpServletRequestBuilder limited(String method, String path, Permission... only) {
        String words = Stream.of(only).map(Permission::word).collect(Collectors.joining(","));
        return request(method, path).header("X-May-Only", words);
    }

    static MockHttpServletRequestBuilder anonymous(String method, String path) {
        return MockMvcRequestBuilders.request(HttpMethod.valueOf(method), URI.create(path));
    }

    Reply send(MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
            return new Reply(response.getStatus(), response.getContentAsString(StandardCharsets.UTF_8), response);
        } catch (Exception e) {
            throw new AssertionError("the request went through without an answer", e);
        }
    }

    /** Stores a test and gives back its id. */
    String createTest(String name) {
        return post("/api/v1/tests/", "{\"name\":\"" + name + "\",\"test_type\":\"action\",\"test_code\":\"print(1)\"}")
                .object()
                .text("test_id")
                .orElseThrow();
    }

    String createDeployedTest(String name) {
        String id = createTest(name);
        post("/api/v1/tests/" + id + "/deploy");
        return id;
    }

    @Override
    public void close() {
        web.close();
    }
}
