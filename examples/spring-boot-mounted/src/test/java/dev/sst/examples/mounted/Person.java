package dev.sst.examples.mounted;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody in front of a browser, as far as HTTP shows: keeps cookies, and follows no redirection. */
final class Person {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final URI root;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** Nobody, as long as they do not sign in. */
    Person(int port) {
        root = URI.create("http://127.0.0.1:" + port);
    }

    /** Signs in at the application's own page, as a browser does with its form. */
    Person signedIn(String name) throws IOException, InterruptedException {
        var token = FORM_TOKEN.matcher(get("/login", "text/html").body());
        if (!token.find()) {
            throw new AssertionError("the page to sign in at has no token");
        }
        String form =
                Map.of("username", name, "password", name + "-password", "_csrf", token.group(1)).entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var answer = send(HttpRequest.newBuilder(root.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        if (answer.headers()
                .firstValue("Location")
                .filter(to -> !to.contains("error"))
                .isEmpty()) {
            throw new AssertionError(name + " was not let in");
        }
        return this;
    }

    HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Accept", accept));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "application/json");
    }

    /** Sends a change as the pages do: with the cookie's token as a header, once there is one. */
    HttpResponse<String> change(String method, String path, String json) throws IOException, InterruptedException {
        var request = changing(method, path, json);
        token().ifPresent(value -> request.header("X-XSRF-TOKEN", value));
        return send(request);
    }

    /** Sends a change as another site's page could: with the cookies alone. */
    HttpResponse<String> forgedChange(String method, String path, String json)
            throws IOException, InterruptedException {
        return send(changing(method, path, json));
    }

    private HttpRequest.Builder changing(String method, String path, String json) {
        return HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
    }

    private Optional<String> token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
