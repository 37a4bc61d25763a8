package dev.sst.embedded;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineUnavailableException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.harness.AuthorCode;
import dev.sst.harness.ContentFile;
import dev.sst.harness.ContentHash;
import dev.sst.harness.HarnessFiles;
import dev.sst.spi.Deployer;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes tests into the engine's folder. A version has a folder of its own, so that a run keeps the files it began with. */
final class EmbeddedDeployer implements Deployer {
    private static final int LONGEST_SLUG = 60;

    private final ContentStore store;
    private final PythonEnvironments environments;
    private final Supplier<Set<String>> contentInUse;
    private final InstantSource clock;

    EmbeddedDeployer(
            ContentStore store,
            PythonEnvironments environments,
            Supplier<Set<String>> contentInUse,
            InstantSource clock) {
        this.store = store;
        this.environments = environments;
        this.contentInUse = contentInUse;
        this.clock = clock;
    }

    /** What is to lie where. */
    private record Version(
            String pack, String folder, String hash, List<ContentFile> files, List<String> requirements) {
        static Version of(DeploymentOrder order, String code, CodeShape shape) {
            TestDefinition definition = order.definition();
            List<ContentFile> files = HarnessFiles.of(code, shape);
            List<String> requirements = PythonEnvironments.requirements(definition.metadata());
            var hash = new ContentHash().setting("shape", shape.name());
            files.forEach(hash::file);
            requirements.forEach(each -> hash.setting("requirement", each));
            String hex = hash.hex();
            return new Version(
                    definition.pack(), ContentFolders.version(order.testId(), hex), hex, files, requirements);
        }
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        List<Problem> blockers = blockers(order);
        if (!blockers.isEmpty()) {
            return new DeploymentPlan(List.of(), blockers, List.of());
        }
        return reading(() -> new DeploymentPlan(changes(order, version(order)), List.of(), List.of()));
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.of(deployment(order, version(order), false));
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        DeploymentPlan plan = plan(order);
        if (plan.blocked()) {
            throw new InvalidInputException(plan.blockers());
        }
        Version version = version(order);
        try {
            if (!plan.nothingToDo()) {
                write(order, version, progress);
            }
            return deployment(order, version, plan.nothingToDo());
        } catch (IOException e) {
            throw new EngineUnavailableException("the test could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        String pack = packOf(deployment);
        return reading(() -> new Drift(store.differences(pack, deployment.files())));
    }

    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        Deployment deployment = carriedOut.carriedOut();
        String pack = packOf(deployment);
        String before = carriedOut.definition().code();
        CodeShape shape = deployment.shape();
        List<DeployedFile> beside =
                deployment.files().stream().filter(file -> !isAuthors(file)).toList();
        Optional<DeployedFile> authors =
                deployment.files().stream().filter(EmbeddedDeployer::isAuthors).findFirst();
        if (before == null || shape == null || authors.isEmpty()) {
            return ReadBack.not("how its code runs is not known");
        }
        return reading(() -> {
            List<String> obstacles = store.differences(pack, beside);
            return obstacles.isEmpty()
                    ? store.found(pack, authors.get())
                            .map(file -> file.readBack(
                                    carriedOut.definition(), text -> AuthorCode.authors(text, before, shape)))
                            .orElseGet(() -> ReadBack.not(authors.get().path() + " is gone"))
                    : ReadBack.not(obstacles);
        });
    }

    private static boolean isAuthors(DeployedFile file) {
        return file.path().endsWith("/" + AuthorCode.FILE);
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        progress.step("removing " + deployment.ref());
        try {
            store.removeOthers(packOf(deployment), testId, null, contentInUse.get());
        } catch (IOException e) {
            throw new EngineOutcomeUnknownException(
                    deployment.ref() + " could not be removed whole: " + e.getMessage(), e);
        }
    }

    private List<Problem> blockers(DeploymentOrder order) {
        TestDefinition definition = order.definition();
        List<Problem> blockers = new ArrayList<>();
        if (definition.type() != TestType.ACTION) {
            String type = definition.type().name().toLowerCase(Locale.ROOT);
            blockers.add(Problem.of(
                    "test_type", "the embedded engine cannot run a " + type + " yet: use a StackStorm for it"));
        } else if (definition.existing() != null) {
            blockers.add(Problem.of(
                    "stackstorm_action",
                    "the embedded engine has no content but what is deployed to it: " + definition.existing()
                            + " needs a StackStorm"));
        } else if (definition.code() == null || order.shape() == null) {
            blockers.add(Problem.of("test_code", "there is no code to deploy"));
        }
        if (!ContentFolders.isPack(definition.pack())) {
            blockers.add(Problem.of("stackstorm_pack", "a pack's name has only a-z, 0-9 and _"));
        }
        blockers.addAll(PythonEnvironments.problems(PythonEnvironments.requirements(definition.metadata())));
        return blockers;
    }

    private List<Change> changes(DeploymentOrder order, Version version) throws IOException {
        environments.interpreter();
        List<Change> changes = new ArrayList<>();
        String object = "action " + ref(order);
        Deployment live = order.live();
        if (!store.isOurs(version.pack(), order.testId())) {
            throw new EngineUnavailableException(
                    "the folder of " + order.testId() + " in pack " + version.pack() + " is not ours: move it away");
        }
        if (store.holds(version.pack(), version.folder(), version.files())) {
            changes.add(new Change(Action.LEAVE, object, "version " + version.folder() + " is there"));
        } else if (store.exists(version.pack(), version.folder())) {
            changes.add(new Change(Action.CHANGE, object, "version " + version.folder() + " was changed by others"));
        } else {
            Action action = live == null ? Action.CREATE : Action.CHANGE;
            changes.add(new Change(action, object, "version " + version.folder()));
        }
        if (!version.requirements().isEmpty()) {
            boolean ready = environments.ready(version.pack(), version.requirements());
            changes.add(new Change(
                    ready ? Action.LEAVE : Action.CREATE,
                    "virtual environment of pack " + version.pack(),
                    String.join(", ", version.requirements())));
        }
        return changes;
    }

    private void write(DeploymentOrder order, Version version, DeploymentProgress progress) throws IOException {
        environments.make(version.pack(), version.requirements(), progress);
        progress.step("writing " + version.folder());
        store.own(version.pack(), order.testId());
        store.write(version.pack(), version.folder(), version.files());
        progress.step("reading back");
        if (!store.holds(version.pack(), version.folder(), version.files())) {
            throw new IOException("what was read back from " + version.folder() + " is not what was written");
        }
        store.removeOthers(version.pack(), order.testId(), version.folder(), contentInUse.get());
    }

    private Deployment deployment(DeploymentOrder order, Version version, boolean untouched) {
        List<DeployedFile> files = version.files().stream()
                .map(file -> ContentStore.expected(version.folder(), file))
                .toList();
        Deployment live = order.live();
        return Deployment.builder(
                        ref(order),
                        TestType.ACTION,
                        order.revision(),
                        EmbeddedEngine.NAME,
                        untouched && live != null ? live.deployedAt() : clock.instant())
                .shape(order.shape())
                .contentHash(version.hash())
                .files(files)
                .build();
    }

    private static Version version(DeploymentOrder order) {
        String code = order.definition().code();
        CodeShape shape = order.shape();
        if (code == null || shape == null) {
            throw new IllegalStateException("a plan without blockers has code and shape");
        }
        return Version.of(order, code, shape);
    }

    /** A readable name that is the test's alone: letters and digits of its name, and its id. */
    private static String ref(DeploymentOrder order) {
        String slug = order.definition()
                .name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String shortSlug = slug.substring(0, Math.min(slug.length(), LONGEST_SLUG));
        return order.definition().pack() + "." + (shortSlug.isEmpty() ? "t" : shortSlug) + "_" + order.testId();
    }

    private static String packOf(Deployment deployment) {
        return deployment.ref().substring(0, deployment.ref().indexOf('.'));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new EngineUnavailableException("the deployed files cannot be read: " + e.getMessage(), e);
        }
    }
}
