package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineState;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.StartAnswer;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a Python whose {@code venv} and {@code pip} are scripts that need no network: it "installs" a package by making a module
 * of that name, and knows none that begins with {@code no_}.
 */
final class PythonEnvironmentsTest {
    private static final String PYTHON = """
            #!/bin/sh
            if [ "$1 $2" = "-m venv" ]; then
              mkdir -p "$3/bin" "$3/lib" && cp "$0" "$3/bin/python" && exit 0
            fi
            if [ "$1 $2 $3" = "-m pip install" ]; then
              for package; do :; done
              case "$package" in no_*) echo "ERROR: No matching distribution found for $package"; exit 1;; esac
              echo "ANSWER = 42" > "$(dirname "$0")/../lib/$package.py"
              exit 0
            fi
            export PYTHONPATH="$(dirname "$0")/../lib"
            exec %s "$@"
            """;

    @TempDir
    Path home;

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        Path real = Interpreter.program("python3", EmbeddedSettings.DEFAULT_SEARCH_PATH)
                .orElseThrow();
        Path python = Files.writeString(home.resolve("python"), PYTHON.formatted(real));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        bench = new Bench(home, settings -> settings.python(python.toString()));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTestFindsWhatItRequires() {
        TestDefinition definition = requiring("sample_one");

        Deployment deployment = bench.deploy(definition);

        assertThat(bench.outcome(bench.start(Bench.order(deployment, definition, Set.of())))
                        .state())
                .isEqualTo(EngineState.SUCCEEDED);
        assertThat(bench.engine()
                        .deployer()
                        .plan(new DeploymentOrder(new TestId("other"), 1, definition, CodeShape.SCRIPT, null))
                        .changes())
                .anySatisfy(
                        change -> assertThat(change.object()).isEqualTo("virtual environment of pack synthetic_tests"));
    }

    @Test
    void aPackageIsInstalledInTheSandboxWithNothingOfTheServersButItsFolder() throws Exception {
        Path words = home.resolve("words");
        Path folder = Files.createDirectories(home.resolve("bin"));
        Path bwrap = Files.writeString(folder.resolve("bwrap"), """
                #!/bin/sh
                echo "$@" >> %s
                while [ "$1" != "--" ]; do shift; done
                shift
                exec "$@"
                """.formatted(words));
        assertThat(bwrap.toFile().setExecutable(true)).isTrue();
        bench.close();
        bench = new Bench(
                home,
                settings -> settings.python(home.resolve("python").toString())
                        .sandbox(Sandbox.REQUIRED)
                        .searchPath(folder + ":" + EmbeddedSettings.DEFAULT_SEARCH_PATH));

        bench.deploy(requiring("sample_one"));

        Path environments = home.resolve("engine/environments/synthetic_tests");
        assertThat(Files.readAllLines(words))
                .filteredOn(line -> line.contains("-m venv") || line.contains("-m pip"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("--tmpfs " + home + " --bind " + environments)
                        .containsOnlyOnce("--bind "));
    }

    @Test
    void aPackageThatDoesNotExistIsSaidAndNothingIsLeft() {
        assertThatThrownBy(() -> bench.deploy(requiring("no_such_package")))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("could not be made ready")
                .hasMessageContaining("No matching distribution found for no_such_package");
        assertThat(home.resolve("engine/content/synthetic_tests")).doesNotExist();
        assertThat(home.resolve("engine/environments/synthetic_tests")).isEmptyDirectory();
    }

    @Test
    void anOptionIsNoRequirement() {
        assertThatThrownBy(() -> bench.deploy(requiring("--index-url=http://elsewhere")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not name a package");
    }

    @Test
    void anEnvironmentThatIsGoneIsSaidBeforeAnythingStarts() throws Exception {
        TestDefinition definition = requiring("sample_one");
        Deployment deployment = bench.deploy(new TestId("t"), definition, null);
        Folders.delete(home.resolve("engine/environments"));

        assertThat(bench.engine().runner().start(Bench.order(deployment, definition, Set.of())))
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        answer -> assertThat(answer.reason()).contains("virtual environment", "deploy it again"));

        var again = new DeploymentOrder(new TestId("t"), 2, definition, CodeShape.SCRIPT, deployment);
        assertThat(bench.engine().deployer().plan(again).nothingToDo()).isFalse();
        bench.engine().deployer().deploy(again, DeploymentProgress.SILENT);
        assertThat(bench.outcome(bench.start(Bench.order(deployment, definition, Set.of())))
                        .state())
                .isEqualTo(EngineState.SUCCEEDED);
    }

    private static TestDefinition requiring(String requirement) {
        return Bench.definition("import sample_one\nassert sample_one.ANSWER == 42\n").toBuilder()
                .metadata(JsonObject.builder()
                        .put("requirements", JsonArray.of(new JsonString(requirement)))
                        .build())
                .build();
    }
}
