package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.SstException;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes packs ready for tests. A pack that does not exist is made over the API alone:
 *
 * <ol>
 *   <li>it may lie on the API node's disk and not be registered: registering is tried first;
 *   <li>a disabled carrier action in the staging pack brings a small tree of files with it;
 *   <li>{@code packs.install} copies that tree to where packs are, and builds its virtual environment. Only the status of that
 *       execution counts: its message says "successfully" either way. One failure may stem from an earlier one's leftovers, so
 *       it is tried twice;
 *   <li>the carrier goes, however that ended, and with it the two files that its record names; others stay, which is said. One
 *       that could not be deleted goes with the next deployment.
 * </ol>
 *
 * Thread-safe.
 */
final class Packs {

    /** StackStorm's own. */
    static final Set<String> SYSTEM = Set.of("core", "packs", "linux", "chatops", "_global");

    private static final String METADATA = "pack.yaml";
    private static final String README = "actions/README.md";

    /** {@code Pack "x" not found on disk: Directory "..." doesn't exist}, seen live and in st2's {@code api/packs.py}. */
    private static final String NOT_ON_DISK = "not found on disk";

    /** {@code Failed to register pack "x": Pack "..." is missing pack.yaml file}, seen live. */
    private static final String NO_PACK = "is missing pack.yaml file";

    /** How many files a deletion of the carrier takes along. */
    private static final int CARRIED = 2;

    private final StackStormClient client;
    private final OwnExecutions own;
    private final StackStormSettings settings;
    private final Set<String> withEnvironment = ConcurrentHashMap.newKeySet();

    Packs(StackStormClient client, OwnExecutions own, StackStormSettings settings) {
        this.client = client;
        this.own = own;
        this.settings = settings;
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
        return client.found(Request.get("/v1/packs/views/file/" + pack + "/requirements.txt"))
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
        String base = get(settings.stagingPack())
                .flatMap(record -> record.text("path"))
                .orElseThrow(() -> new EngineRejectedException("pack " + pack + " cannot be made: there is no pack "
                        + settings.stagingPack() + " to stage it in"));
        Map<String, String> tree = tree(pack, requirements);
        String folder =
                "sst_staging/" + pack + "/" + ContentHash.of(tree.toString()).substring(0, 12);
        progress.step("staging pack " + pack + " below pack " + settings.stagingPack());
        try {
            carry(pack, folder, tree);
            progress.step("installing pack " + pack);
            install(pack, "file://" + base + "/actions/" + folder);
        } finally {
            sweep(pack, progress);
        }
        withEnvironment.add(pack);
        progress.step("pack " + pack + " is installed");
        if (tree.size() > CARRIED) {
            progress.step("staged files stay in " + settings.stagingPack() + "/actions/" + folder);
        }
    }

    /** Takes away what an install of that pack left behind: the carrier, if it is ours. Not being able to is only said. */
    void sweep(String pack, DeploymentProgress progress) {
        try {
            client.object(Request.get(carrierPath(pack)))
                    .map(LiveAction::new)
                    .filter(live -> live.owner().equals(Optional.of(owner(pack))))
                    .ifPresent(live -> client.send(Request.delete(carrierPath(pack), ActionWrite.removal())));
        } catch (SstException e) {
            progress.step("action " + settings.stagingPack() + "." + carrier(pack)
                    + " stays until the next deployment to this pack: " + e.getMessage());
        }
    }

    private void install(String pack, String source) {
        JsonObject parameters = JsonObject.builder()
                .put("packs", JsonArray.of(new JsonString(source)))
                .put("skip_dependencies", true)
                .build();
        try {
            installOnce(pack, parameters);
        } catch (EngineRejectedException first) {
            try {
                installOnce(pack, parameters);
            } catch (EngineRejectedException second) {
                throw undone(pack, second);
            }
        }
    }

    private void installOnce(String pack, JsonObject parameters) {
        own.run("packs.install", parameters, settings.installTimeout());
        if (get(pack).isEmpty()) {
            throw new EngineRejectedException("StackStorm says it installed pack " + pack + " and does not know it");
        }
    }

    /** A failed install leaves files, an environment or a record behind, by the step it failed in. */
    private EngineRejectedException undone(String pack, EngineRejectedException failure) {
        try {
            own.run(
                    "packs.uninstall",
                    JsonObject.builder()
                            .put("packs", JsonArray.of(new JsonString(pack)))
                            .build(),
                    settings.installTimeout());
            return failure;
        } catch (SstException e) {
            return new EngineRejectedException(
                    failure.getMessage() + "; its leftovers could not be removed: " + e.getMessage(), failure);
        }
    }

    private void carry(String pack, String folder, Map<String, String> tree) {
        List<JsonValue> files = tree.entrySet().stream()
                .<JsonValue>map(file -> JsonObject.builder()
                        .put("file_path", folder + "/" + file.getKey())
                        .put("content", file.getValue())
                        .build())
                .toList();
        JsonObject body = JsonObject.builder()
                .put("name", carrier(pack))
                .put("pack", settings.stagingPack())
                .put("runner_type", "noop")
                .put("enabled", false)
                .put("entry_point", folder + "/" + METADATA)
                .put("metadata_file", "actions/" + folder + "/" + README)
                .put("description", "Carries the files of pack " + pack + " while it is being installed.")
                .put(
                        "tags",
                        JsonArray.of(JsonObject.builder()
                                .put("name", ActionContent.OWNER_TAG)
                                .put("value", owner(pack))
                                .build()))
                .put("data_files", new JsonArray(files))
                .build();
        Optional<LiveAction> live =
                client.object(Request.get(carrierPath(pack))).map(LiveAction::new);
        if (live.isPresent() && !live.get().owner().equals(Optional.of(owner(pack)))) {
            throw new EngineRejectedException("action " + live.get().ref() + " is not ours and in the way");
        }
        client.send(live.isPresent() ? Request.put(carrierPath(pack), body) : Request.post("/v1/actions", body));
    }

    private String owner(String pack) {
        return settings.serverId() + "/pack/" + pack;
    }

    private String carrier(String pack) {
        return "sst_stage_" + pack;
    }

    private String carrierPath(String pack) {
        return "/v1/actions/" + settings.stagingPack() + "." + carrier(pack);
    }

    private Map<String, String> tree(String pack, List<String> requirements) {
        Map<String, String> tree = new LinkedHashMap<>();
        tree.put(METADATA, """
                ---
                ref: %s
                name: %s
                description: Synthetic tests, kept by the StackStorm Synthetic Test Framework.
                version: 1.0.0
                python_versions: ["3"]
                keywords: ["synthetic-tests", "sst-owner-%s"]
                author: StackStorm Synthetic Test Framework
                email: sst@localhost.localdomain
                """.formatted(pack, pack, settings.serverId()));
        tree.put(README, "The actions in this pack are written by the StackStorm Synthetic Test Framework.\n");
        if (!requirements.isEmpty()) {
            tree.put("requirements.txt", String.join("\n", requirements) + "\n");
        }
        return tree;
    }

    /** A class needs a virtual environment, even one without any packages. Building is repeatable and makes a missing one. */
    void environment(String pack, DeploymentProgress progress) {
        if (withEnvironment.contains(pack)) {
            return;
        }
        progress.step("making the virtual environment of pack " + pack + " ready");
        own.run(
                "packs.setup_virtualenv",
                JsonObject.builder()
                        .put("packs", JsonArray.of(new JsonString(pack)))
                        .put("update", true)
                        .build(),
                settings.installTimeout());
        withEnvironment.add(pack);
    }
}
