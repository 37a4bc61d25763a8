package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sst.EngineUnavailableException;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.TransportException.Fate;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, cookies and connections, against a server with a certificate of its own making. */
final class HttpTransportTest {

    private static final Request VERSION = Request.get("/v1/");

    @TempDir
    private static Path folder;

    private static HttpsServer server;
    private static final List<String> COOKIES = new CopyOnWriteArrayList<>();
    private static final List<String> PATHS = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void serveWithASelfSignedCertificate() throws Exception {
        Path store = folder.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=st2",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-file",
                folder.resolve("ca.pem").toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            COOKIES.addAll(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
            PATHS.add(exchange.getRequestURI().getPath());
            boolean moved = exchange.getRequestURI().getPath().equals("/v1/moved");
            exchange.getResponseHeaders().set("Set-Cookie", "auth-token=stale; Path=/; HttpOnly");
            exchange.getResponseHeaders().set("Warning", "199 OpenAPI \"'id' is a required property\"");
            exchange.getResponseHeaders().set("Location", root() + "/v1/followed");
            exchange.sendResponseHeaders(moved ? 308 : 200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefusedAndTheRemedyNamed() {
        try (HttpTransport transport = new HttpTransport(settings().build())) {
            assertThatThrownBy(() -> transport.send(VERSION))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            failure -> assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT))
                    .hasMessageContaining("TLS")
                    .hasMessageContaining("is not trusted")
                    .hasMessageContaining("caCertificates");
        }
    }

    @Test
    void withTheAuthoritysCertificateItConnects() throws Exception {
        try (HttpTransport transport = new HttpTransport(
                settings().caCertificates(folder.resolve("ca.pem")).build())) {
            assertThat(transport.send(VERSION).status()).isEqualTo(200);
        }
    }

    @Test
    void withChecksTurnedOffItConnects() throws Exception {
        try (HttpTransport transport =
                new HttpTransport(settings().verifyTls(false).build())) {
            assertThat(transport.send(VERSION).status()).isEqualTo(200);
        }
    }

    @Test
    void aCookieIsNeverSentBack() throws Exception {
        try (HttpTransport transport =
                new HttpTransport(settings().verifyTls(false).build())) {
            transport.send(VERSION);
            transport.send(VERSION);
        }

        assertThat(COOKIES).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowedWithCredentialsAndTheAddressIsTold() {
        try (HttpTransport transport =
                new HttpTransport(settings().verifyTls(false).build())) {
            assertThatThrownBy(() -> client(transport).send(Request.get("/v1/moved")))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("redirected to " + root() + "/v1/followed (308)")
                    .hasMessageContaining("configure the final address");
        }

        assertThat(PATHS).contains("/v1/moved").doesNotContain("/v1/followed");
    }

    @Test
    void aSlashAtTheEndOfAnAddressIsNotDoubled() throws Exception {
        StackStormSettings slashed = StackStormSettings.at(root() + "/api//", root() + "/", root())
                .verifyTls(false)
                .build();
        try (HttpTransport transport = new HttpTransport(slashed)) {
            transport.send(Request.get("/v1/user"));
        }

        assertThat(PATHS).contains("/api/v1/user");
    }

    @Test
    void whatStackStormWarnsOfInItsOwnAnswerChangesNothing() {
        try (HttpTransport transport =
                new HttpTransport(settings().verifyTls(false).build())) {
            assertThat(client(transport).object(VERSION)).contains(JsonObject.empty());
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefusedWhenTheEngineIsMade() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(
                        () -> new HttpTransport(settings().caCertificates(empty).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("caCertificates");
    }

    @Test
    void aPortWhereNobodyListensMeansNotSent() {
        StackStormSettings nowhere = StackStormSettings.at(
                        "http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1")
                .build();
        try (HttpTransport transport = new HttpTransport(nowhere)) {
            assertThatThrownBy(() -> transport.send(VERSION))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            failure -> assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT));
        }
    }

    private static StackStormSettings.Builder settings() {
        return StackStormSettings.at(root(), root(), root());
    }

    private static String root() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private static StackStormClient client(HttpTransport transport) {
        return new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, "changeit".toCharArray());
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", "changeit", "-noprompt"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
