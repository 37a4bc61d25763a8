package dev.sst.server;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The server. It is set up by the environment variables of {@link ServerVariables} and those of the specification; with none
 * it listens on 127.0.0.1:8004, keeps everything in an embedded PostgreSQL in {@code ~/.sst} and runs tests on this machine.
 */
public final class ReferenceServer {
    private ReferenceServer() {}

    public static void main(String[] arguments) {
        start(System.getenv(), arguments);
    }

    /** Starts a server set up by these variables. Closing the context ends it and hands back what it was working on. */
    static ConfigurableApplicationContext start(Map<String, String> variables, String... arguments) {
        var application = new SpringApplication(ServerConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(ServerVariables.properties(variables));
        return application.run(arguments);
    }
}
