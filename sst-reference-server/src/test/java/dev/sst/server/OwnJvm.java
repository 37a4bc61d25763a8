package dev.sst.server;

import dev.sst.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reference server as this module has just compiled it, in a JVM of its own. */
final class OwnJvm {
    private OwnJvm() {}

    /** Starts one with these variables and arguments, and returns when it is ready. */
    static ServerProcess start(Path home, Map<String, String> variables, String... arguments) {
        return launch(home, variables, arguments).ready();
    }

    /** Starts one and returns at once. */
    static ServerProcess launch(Path home, Map<String, String> variables, String... arguments) {
        List<String> program =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), ReferenceServer.class.getName()));
        program.addAll(List.of(arguments));
        return ServerProcess.launch(program, home, variables);
    }
}
