package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine's Python.
 *
 * @param path the program
 * @param version {@code 3.11.7}
 */
record Interpreter(Path path, String version) {
    /** What the harness is written for. */
    static final int LEAST_MINOR_VERSION = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern ANSWER = Pattern.compile("^python (3)\\.(\\d+)\\.(\\d+)$", Pattern.MULTILINE);
    private static final String QUESTION = "import sys; print('python %d.%d.%d' % sys.version_info[:3])";

    /**
     * Looks it up and asks it for its version.
     *
     * @throws EngineUnavailableException when there is none, or one that is too old; the message names the remedy
     */
    static Interpreter find(String python, String searchPath) {
        Path program = program(python, searchPath)
                .orElseThrow(() -> new EngineUnavailableException("there is no " + python
                        + " on this machine: install Python 3." + LEAST_MINOR_VERSION + " or newer, or name its path"));
        Command.Result answer = ask(program);
        Matcher version = ANSWER.matcher(answer.output());
        if (!answer.succeeded() || !version.find()) {
            throw new EngineUnavailableException(program + " is no working Python 3: "
                    + answer.lastWords().lines().findFirst().orElse("no answer"));
        }
        if (Integer.parseInt(version.group(2)) < LEAST_MINOR_VERSION) {
            throw new EngineUnavailableException(program + " is Python 3." + version.group(2)
                    + ", too old: install Python 3." + LEAST_MINOR_VERSION + " or newer");
        }
        return new Interpreter(program, version.group().substring("python ".length()));
    }

    /** The program of that name on the search path, or at that path. */
    static Optional<Path> program(String name, String searchPath) {
        try {
            if (name.contains("/")) {
                return Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable);
            }
            for (String folder : searchPath.split(":", -1)) {
                Path candidate = Path.of(folder).resolve(name);
                if (candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Command.Result ask(Path program) {
        try {
            return new Command(List.of(program.toString(), "-I", "-S", "-c", QUESTION), Map.of())
                    .run(new byte[0], PATIENCE);
        } catch (IOException e) {
            throw new EngineUnavailableException(program + " cannot be started: " + e.getMessage(), e);
        }
    }
}
