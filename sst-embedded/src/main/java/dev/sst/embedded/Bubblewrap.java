package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What shuts a run in: the machine read-only, the server's folder hidden but for what the run needs, a work folder and
 * temporary folders of its own, a process namespace that ends with it, no new privileges. The network stays.
 *
 * @param prefix the words before a command; {@code null} when runs are not shut in
 * @param description what is shown of it
 */
record Bubblewrap(@Nullable List<String> prefix, String description) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Tries it out, as the setting wants.
     *
     * @throws EngineUnavailableException when it is required and does not work
     */
    static Bubblewrap find(EmbeddedSettings settings, Home home, Optional<Interpreter> python) {
        if (settings.sandbox() == Sandbox.NONE) {
            return new Bubblewrap(null, "none: tests run with the server's rights");
        }
        Optional<Path> program = Interpreter.program("bwrap", settings.searchPath());
        String fault = program.isEmpty() ? "bwrap is not installed" : faultOf(program.get(), settings, home, python);
        if (fault.isEmpty()) {
            return new Bubblewrap(prefix(program.orElseThrow(), settings.searchPath()), "bubblewrap");
        }
        if (settings.sandbox() == Sandbox.REQUIRED) {
            throw new EngineUnavailableException(
                    "the sandbox is required and does not work: " + fault
                            + "; install bubblewrap (apt-get install bubblewrap) and allow user namespaces, or do not require it");
        }
        return new Bubblewrap(null, "none: tests run with the server's rights (" + fault + ")");
    }

    boolean active() {
        return prefix != null;
    }

    /** The command that runs that one shut in: of the hidden folder, these parts are readable and these writable. */
    List<String> wrap(List<String> command, Path hidden, List<Path> readable, List<Path> writable) {
        if (prefix == null) {
            return command;
        }
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of("--tmpfs", hidden.toString()));
        for (Path folder : readable) {
            words.addAll(List.of("--ro-bind-try", folder.toString(), folder.toString()));
        }
        for (Path folder : writable) {
            words.addAll(List.of("--bind", folder.toString(), folder.toString()));
        }
        words.addAll(List.of("--remount-ro", hidden.toString(), "--"));
        words.addAll(command);
        return words;
    }

    private static List<String> prefix(Path program, String searchPath) {
        List<String> words = new ArrayList<>();
        // Keeps a signal to the server's terminal from bubblewrap's own process, which stays in this one's session.
        Interpreter.program("setsid", searchPath).ifPresent(setsid -> words.add(setsid.toString()));
        words.addAll(List.of(
                program.toString(),
                "--unshare-pid",
                "--unshare-ipc",
                "--as-pid-1",
                "--new-session",
                "--cap-drop",
                "ALL",
                "--ro-bind",
                "/",
                "/",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--tmpfs",
                "/tmp"));
        if (Files.isDirectory(Path.of("/var/tmp"))) {
            words.addAll(List.of("--tmpfs", "/var/tmp"));
        }
        return words;
    }

    /** Why it does not work; empty when it does. */
    private static String faultOf(Path program, EmbeddedSettings settings, Home home, Optional<Interpreter> python) {
        if (python.isEmpty()) {
            return "there is no Python to try it with";
        }
        var wrapped = new Bubblewrap(prefix(program, settings.searchPath()), "");
        List<String> words = wrapped.wrap(
                List.of(python.get().path().toString(), "-I", "-S", "-c", "pass"),
                home.servers(),
                List.of(),
                List.of());
        try {
            Command.Result result = new Command(words, Map.of()).run(new byte[0], PATIENCE);
            return result.succeeded() ? "" : "bwrap fails: " + result.lastWords();
        } catch (IOException e) {
            return "bwrap cannot be started: " + e.getMessage();
        }
    }
}
