package dev.sst.embedded;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.Problem;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Python a test runs with: the machine's own, or, when its {@code metadata.requirements} name packages, a virtual
 * environment of its pack with exactly those. Packages may run code of theirs while they are installed, so that is shut in as a
 * run is. Thread-safe, but for making one environment twice at once.
 */
final class PythonEnvironments {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What an installation may know of this process's environment: how to reach the package index. */
    private static final Pattern FOR_INSTALLING =
            Pattern.compile("HOME|PIP_.*|SSL_CERT_.*|REQUESTS_CA_BUNDLE|(?i:(https?|all|no)_proxy)");

    private final Home home;
    private final EmbeddedSettings settings;
    private final Bubblewrap bubblewrap;
    private volatile @Nullable Interpreter found;

    /** @param found the machine's Python; {@code null} when there was none yet */
    PythonEnvironments(Home home, EmbeddedSettings settings, Bubblewrap bubblewrap, @Nullable Interpreter found) {
        this.home = home;
        this.settings = settings;
        this.bubblewrap = bubblewrap;
        this.found = found;
    }

    /**
     * The machine's Python, looked up when it was not there before or is gone.
     *
     * @throws EngineUnavailableException when there is none
     */
    Interpreter interpreter() {
        Interpreter known = found;
        if (known == null || !Files.isExecutable(known.path())) {
            known = Interpreter.find(settings.python(), settings.searchPath());
            found = known;
        }
        return known;
    }

    /** The Python for a test with that metadata; empty when its environment has not been made ready. */
    Optional<Path> pythonFor(String pack, JsonObject metadata) {
        List<String> requirements = requirements(metadata);
        if (requirements.isEmpty()) {
            return Optional.of(interpreter().path());
        }
        return ready(pack, requirements) ? Optional.of(python(folder(pack, requirements))) : Optional.empty();
    }

    /** The packages that the metadata asks for. */
    static List<String> requirements(JsonObject metadata) {
        List<String> requirements = new ArrayList<>();
        if (metadata.get("requirements").orElse(null) instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                if (item instanceof JsonString text && !text.value().isBlank()) {
                    requirements.add(text.value().strip());
                }
            }
        }
        return requirements;
    }

    /** What is wrong with them: each names one package, and no option of the installer. */
    static List<Problem> problems(List<String> requirements) {
        return requirements.stream()
                .filter(each -> each.startsWith("-") || each.chars().anyMatch(c -> c < ' '))
                .map(each -> Problem.of("metadata.requirements", "'" + each + "' does not name a package"))
                .toList();
    }

    boolean ready(String pack, List<String> requirements) {
        return requirements.isEmpty() || Files.exists(marker(folder(pack, requirements)));
    }

    /**
     * Makes the pack's environment; one that is ready is left.
     *
     * @throws EngineRejectedException when a package cannot be installed, with the installer's last words
     */
    void make(String pack, List<String> requirements, DeploymentProgress progress) throws IOException {
        if (ready(pack, requirements)) {
            return;
        }
        Path folder = folder(pack, requirements);
        Folders.delete(folder);
        Files.createDirectories(folder);
        try {
            progress.step("making a virtual environment for pack " + pack);
            run(pack, folder, List.of(interpreter().path().toString(), "-m", "venv", folder.toString()));
            progress.step("installing " + String.join(", ", requirements));
            List<String> install = new ArrayList<>(List.of(
                    python(folder).toString(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"));
            install.add("--");
            install.addAll(requirements);
            run(pack, folder, install);
            Folders.write(marker(folder), new byte[0]);
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    private void run(String pack, Path folder, List<String> words) throws IOException {
        List<String> shutIn = bubblewrap.wrap(words, home.servers(), List.of(), List.of(folder));
        Command.Result result = new Command(shutIn, environment()).run(new byte[0], PATIENCE);
        if (!result.finished()) {
            throw new EngineRejectedException("the virtual environment of pack " + pack + " was not ready after "
                    + PATIENCE.toMinutes() + " minutes: " + result.lastWords());
        }
        if (!result.succeeded()) {
            throw new EngineRejectedException(
                    "the virtual environment of pack " + pack + " could not be made ready: " + result.lastWords());
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new ProcessBuilder()
                .environment().entrySet().stream()
                        .filter(entry -> FOR_INSTALLING.matcher(entry.getKey()).matches())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        environment.put("PATH", settings.searchPath());
        environment.put("LANG", "C.UTF-8");
        return environment;
    }

    private Path folder(String pack, List<String> requirements) {
        String name = ContentHash.of(
                interpreter().version() + "\n" + requirements.stream().sorted().collect(Collectors.joining("\n")));
        return home.environments().resolve(pack).resolve(name.substring(0, 16));
    }

    private static Path python(Path folder) {
        return folder.resolve("bin").resolve("python");
    }

    private static Path marker(Path folder) {
        return folder.resolve("ready");
    }
}
