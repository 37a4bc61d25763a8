package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.SstException;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes packs ready for tests. A pack that does not exist is made:
 *
 * <ol>
 *   <li>it may lie on the API node's disk and not be registered: registering is tried first;
 *   <li>a {@link PackSource} brings a small tree of files to where runners can take them from;
 *   <li>{@code packs.install} takes that tree to where packs are, and builds its virtual environment. Only the status of that
 *       execution counts: its message says "successfully" either way. One failure may stem from an earlier one's leftovers, so
 *       it is tried twice, the second time by force, which takes away the lock that a runner that died left on that source. Nor
 *       does the next install of a pack wait for the lock of one that did not end in time;
 *   <li>what is not needed any more goes, however that ended, or with the next deployment.
 * </ol>
 *
 * Thread-safe.
 */
final class Packs {

    /** StackStorm's own. */
    static final Set<String> SYSTEM = Set.of("core", "packs", "linux", "chatops", "_global");

    static final String METADATA = "pack.yaml";
    static final String REQUIREMENTS = "requirements.txt";

    /** {@code Pack "x" not found on disk: Directory "..." doesn't exist}, seen live and in st2's {@code api/packs.py}. */
    private static final String NOT_ON_DISK = "not found on disk";

    /** {@code Failed to register pack "x": Pack "..." is missing pack.yaml file}, seen live. */
    private static final String NO_PACK = "is missing pack.yaml file";

    private final StackStormClient client;
    private final OwnExecutions own;
    private final StackStormSettings settings;
    private final PackSource source;
    private final Set<String> withEnvironment = ConcurrentHashMap.newKeySet();
    private final Set<String> unended = ConcurrentHashMap.newKeySet();

    /** Packs whose files are staged through StackStorm's API. */
    Packs(StackStormClient client, OwnExecutions own, StackStormSettings settings) {
        this(client, own, settings, new PackStage(client, settings));
    }

    Packs(StackStormClient client, OwnExecutions own, StackStormSettings settings, PackSource source) {
        this.client = client;
        this.own = own;
        this.settings = settings;
        this.source = source;
    }

    /** Its record; empty when StackStorm does not know it. */
    Optional<JsonObject> get(String pack) {
        return client.object(Request.get("/v1/packs/" + Request.encoded(pack)));
    }

    Optional<String> version(String pack) {
        return get(pack).flatMap(record -> record.text("version"));
    }

    /** Its {@code requirements.txt}; empty text when it has none. */
    String requirements(String pack) {
        return client.found(Request.get("/v1/packs/views/file/" + pack + "/" + REQUIREMENTS))
                .map(Answer::text)
                .orElse("");
    }

    /**
     * Makes a directory of that name known. Returns whether there was one: only StackStorm's own words for a directory that is
     * missing, or that is no pack but what an uninstalled one left behind, say so. Any other refusal, as of a file in it, is
     * thrown, because installing over it would delete what is there.
     */
    boolean register(String pack) {
        JsonObject body = JsonObject.builder()
                .put("types", JsonArray.of(new JsonString("config")))
                .put("packs", JsonArray.of(new JsonString(pack)))
                .build();
        Request request = Request.post("/v1/packs/register", body);
        Answer answer = client.exchange(request);
        String fault = answer.fault().orElse("");
        if (answer.status() == 400 && (fault.contains(NOT_ON_DISK) || fault.contains(NO_PACK))) {
            return false;
        }
        return StackStormClient.judged(request, answer).ok();
    }

    /** What a pack that exists lacks; empty when it has all of them. */
    Optional<Problem> lacking(String pack, List<String> requirements) {
        if (requirements.isEmpty()) {
            return Optional.empty();
        }
        List<String> missing = Requirements.missing(requirements, requirements(pack));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                "metadata.requirements",
                                "pack " + pack + " exists and its requirements.txt lacks " + String.join(", ", missing)
                                        + ": add them there and run packs.setup_virtualenv, or use a pack that does not exist yet"));
    }

    void create(String pack, List<String> requirements, DeploymentProgress progress) {
        withEnvironment.remove(pack);
        if (register(pack)) {
            progress.step("registered pack " + pack + ", which was on the disk already");
            lacking(pack, requirements).ifPresent(problem -> {
                throw new InvalidInputException(List.of(problem));
            });
            return;
        }
        install(pack, tree(pack, requirements), progress);
    }

    /** Makes that tree of files the pack, with its virtual environment; what it held before is gone. */
    void install(String pack, Map<String, String> tree, DeploymentProgress progress) {
        withEnvironment.remove(pack);
        try {
            String address = source.stage(pack, tree, progress);
            progress.step("installing pack " + pack);
            install(pack, address, progress);
        } finally {
            source.sweep(pack, progress);
        }
        withEnvironment.add(pack);
        progress.step("pack " + pack + " is installed");
    }

    /**
     * Makes that tree the files of a pack that exists. Its virtual environment stays as it is, which an install would build anew
     * under whatever runs in it, and so does what is registered of it.
     */
    void replace(String pack, Map<String, String> tree, DeploymentProgress progress) {
        try {
            String address = source.stage(pack, tree, progress);
            progress.step("having a runner replace the files of pack " + pack);
            twice("packs.download", pack, packs(address), progress);
        } finally {
            source.sweep(pack, progress);
        }
        String version = LivePack.version(tree.getOrDefault(METADATA, ""));
        if (!register(pack) || !version(pack).equals(Optional.of(version))) {
            throw new EngineRejectedException("a runner has brought version " + version + " of pack " + pack
                    + ", and StackStorm's API node does not see it: the packs folder must be shared between them");
        }
    }

    /** Takes away what an install of that pack left behind. Not being able to is only said. */
    void sweep(String pack, DeploymentProgress progress) {
        source.sweep(pack, progress);
    }

    /** How many bytes the largest request takes that an install of that tree sends. */
    int largestRequest(String pack, Map<String, String> tree) {
        return source.largestRequest(pack, tree);
    }

    /** Takes the pack away: its files, its virtual environment, and all that StackStorm knows of it. */
    void uninstall(String pack) {
        withEnvironment.remove(pack);
        own.run("packs.uninstall", packs(pack), settings.installTimeout());
    }

    /** Installs what is at that place, with what it depends on; once. */
    void installFrom(String source) {
        own.run("packs.install", packs(source), settings.installTimeout());
    }

    private static JsonObject packs(String one) {
        return JsonObject.builder()
                .put("packs", JsonArray.of(new JsonString(one)))
                .build();
    }

    /** No dependencies: those of others are not ours to install, and a conflict between them would take the pack away. */
    private void install(String pack, String address, DeploymentProgress progress) {
        try {
            twice("packs.install", pack, packs(address).with("skip_dependencies", JsonBoolean.TRUE), progress);
        } catch (EngineRejectedException e) {
            throw undone(pack, e);
        }
    }

    private void twice(String action, String pack, JsonObject parameters, DeploymentProgress progress) {
        try {
            once(action, pack, parameters, unended.contains(pack));
        } catch (EngineRejectedException first) {
            progress.step("installing pack " + pack + " once more, by force: " + first.getMessage());
            once(action, pack, parameters, true);
        }
    }

    private void once(String action, String pack, JsonObject parameters, boolean force) {
        try {
            own.run(action, parameters.with("force", JsonBoolean.of(force)), settings.installTimeout());
            unended.remove(pack);
        } catch (EngineOutcomeUnknownException e) {
            unended.add(pack);
            throw e;
        }
        if (get(pack).isEmpty()) {
            throw new EngineRejectedException("StackStorm says it installed pack " + pack + " and does not know it");
        }
    }

    /** A failed install leaves files, an environment or a record behind, by the step it failed in. */
    private EngineRejectedException undone(String pack, EngineRejectedException failure) {
        try {
            uninstall(pack);
            return failure;
        } catch (SstException e) {
            return new EngineRejectedException(
                    failure.getMessage() + "; its leftovers could not be removed: " + e.getMessage(), failure);
        }
    }

    private Map<String, String> tree(String pack, List<String> requirements) {
        Map<String, String> tree = new LinkedHashMap<>();
        tree.put(METADATA, LivePack.yaml(pack, "1.0.0", LivePack.keywords(settings.serverId())));
        tree.put(
                "actions/README.md",
                "The actions in this pack are written by the StackStorm Synthetic Test Framework.\n");
        if (!requirements.isEmpty()) {
            tree.put(REQUIREMENTS, Requirements.text(requirements));
        }
        return tree;
    }

    /** A class needs a virtual environment, even one without any packages. Building is repeatable and makes a missing one. */
    void environment(String pack, DeploymentProgress progress) {
        if (withEnvironment.contains(pack)) {
            return;
        }
        progress.step("making the virtual environment of pack " + pack + " ready");
        own.run("packs.setup_virtualenv", packs(pack).with("update", JsonBoolean.TRUE), settings.installTimeout());
        withEnvironment.add(pack);
    }
}
