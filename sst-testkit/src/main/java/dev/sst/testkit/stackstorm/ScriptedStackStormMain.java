package dev.sst.testkit.stackstorm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The scripted StackStorm as a process of its own, which outlives the servers that a test kills: {@code --port N} (0 for a free
 * one) and {@code --port-file PATH}, to which the port is written once it listens. It is steered and asked through the paths of
 * {@link ScriptedControl}. It runs until it is ended.
 */
public final class ScriptedStackStormMain {

    private ScriptedStackStormMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> arguments = List.of(args);
        ScriptedStackStorm stackStorm = ScriptedStackStorm.start(Integer.parseInt(argument(arguments, "--port", "0")));
        String portFile = argument(arguments, "--port-file", "");
        if (!portFile.isEmpty()) {
            Path target = Path.of(portFile);
            Path written = Files.writeString(
                    target.resolveSibling(target.getFileName() + ".new"), Integer.toString(stackStorm.port()));
            Files.move(written, target);
        }
        new CountDownLatch(1).await();
    }

    private static String argument(List<String> arguments, String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments.get(at + 1);
    }
}
