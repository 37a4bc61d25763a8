package dev.sst.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The API in a plain Spring MVC application on a real socket: no Spring Boot anywhere. */
final class ServedWeb implements AutoCloseable {
    /** Held, so that its level is not forgotten. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    final FakeSst sst = new FakeSst();
    final SstWeb web = SstWeb.builder(sst)
            .callers(request -> Optional.of(new Caller("ada", false, Permission.all())))
            .build();
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    @EnableWebMvc
    static class Application {}

    ServedWeb() throws IOException, LifecycleException {
        TOMCAT.setLevel(Level.SEVERE);
        Path folder = Files.createTempDirectory("sst-web-test");
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addContext("", folder.toString());
        var spring = new AnnotationConfigWebApplicationContext();
        spring.register(Application.class);
        spring.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("sstRoutes", web.router()));
        var servlet = Tomcat.addServlet(context, "spring", new DispatcherServlet(spring));
        servlet.addMapping("/");
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        tomcat.start();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    }

    /** The lines of the stream, as they come. */
    HttpResponse<Stream<String>> events(String lastEventId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address("/api/v1/events"));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws LifecycleException {
        web.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
