package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.SstException;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the files of a pack where {@code packs.install} can take them from: disabled actions in the staging pack bring them along,
 * below a folder that StackStorm's registrars do not look into. StackStorm deletes with an action its entry point and its metadata
 * file, and no other file: so each carries two files, named as those, and nothing is left once the carriers are gone. Empty folders
 * are. Thread-safe.
 */
final class PackStage implements PackSource {

    private static final int CARRIED = 2;

    private final StackStormClient client;
    private final StackStormSettings settings;

    PackStage(StackStormClient client, StackStormSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** @param files by their path below the staging pack's {@code actions} folder; one or two */
    private record Carrier(String name, List<Map.Entry<String, String>> files) {}

    @Override
    public int largestRequest(String pack, Map<String, String> tree) {
        return carriers(pack, tree).stream()
                .mapToInt(carrier -> JsonText.writeBytes(body(pack, carrier)).length)
                .max()
                .orElse(0);
    }

    @Override
    public String stage(String pack, Map<String, String> tree, DeploymentProgress progress) {
        String base = client.object(Request.get("/v1/packs/" + settings.stagingPack()))
                .flatMap(record -> record.text("path"))
                .orElseThrow(() -> new EngineRejectedException("pack " + pack + " cannot be made: there is no pack "
                        + settings.stagingPack() + " to stage it in. Make pack " + pack
                        + " by hand, with a folder actions, or make pack " + settings.stagingPack()));
        if (base.contains("=")) {
            throw new EngineRejectedException("pack " + pack + " cannot be made: StackStorm takes what follows a = in "
                    + base + " for a version. Make the pack by hand, with a folder actions");
        }
        progress.step("staging pack " + pack + " below pack " + settings.stagingPack());
        for (Carrier carrier : carriers(pack, tree)) {
            clear(pack, carrier.name());
            client.send(Request.post("/v1/actions", body(pack, carrier)));
        }
        return "file://" + base + "/actions/" + folder(pack, tree);
    }

    /** A carrier that an interrupted deployment left, with its files. */
    private void clear(String pack, String name) {
        Optional<LiveAction> live = carrier(name);
        if (live.isPresent() && !ours(pack, live.get())) {
            throw new EngineRejectedException("action " + live.get().ref() + " is not ours and in the way");
        }
        if (live.isPresent()) {
            client.send(Request.delete(path(name), DataFiles.removal()));
        }
    }

    /** Takes the carriers of that pack away, those that are ours. */
    @Override
    public void sweep(String pack, DeploymentProgress progress) {
        List<String> there = new ArrayList<>();
        try {
            for (int number = 1;
                    carrier(name(pack, number)).filter(live -> ours(pack, live)).isPresent();
                    number++) {
                there.add(0, name(pack, number));
            }
            there.forEach(name -> client.send(Request.delete(path(name), DataFiles.removal())));
        } catch (SstException e) {
            progress.step("action " + settings.stagingPack() + "." + name(pack, 1)
                    + " stays until the next deployment to this pack: " + e.getMessage());
        }
    }

    private Optional<LiveAction> carrier(String name) {
        return client.object(Request.get(path(name))).map(LiveAction::new);
    }

    private boolean ours(String pack, LiveAction live) {
        return live.owner().equals(Optional.of(owner(pack)));
    }

    private static List<Carrier> carriers(String pack, Map<String, String> tree) {
        String folder = folder(pack, tree);
        List<Map.Entry<String, String>> files = tree.entrySet().stream()
                .map(file -> Map.entry(folder + "/" + file.getKey(), file.getValue()))
                .toList();
        List<Carrier> carriers = new ArrayList<>();
        for (int from = 0; from < files.size(); from += CARRIED) {
            carriers.add(new Carrier(
                    name(pack, carriers.size() + 1), files.subList(from, Math.min(files.size(), from + CARRIED))));
        }
        return carriers;
    }

    private static String folder(String pack, Map<String, String> tree) {
        return "sst_staging/" + pack + "/" + ContentHash.of(tree.toString()).substring(0, 12);
    }

    private JsonObject body(String pack, Carrier carrier) {
        List<JsonValue> files = carrier.files().stream()
                .<JsonValue>map(file -> JsonObject.builder()
                        .put("file_path", file.getKey())
                        .put("content", file.getValue())
                        .build())
                .toList();
        var body = JsonObject.builder()
                .put("name", carrier.name())
                .put("pack", settings.stagingPack())
                .put("runner_type", "noop")
                .put("enabled", false)
                .put("entry_point", carrier.files().get(0).getKey());
        if (carrier.files().size() > 1) {
            body.put("metadata_file", "actions/" + carrier.files().get(1).getKey());
        }
        return body.put("description", "Carries files of pack " + pack + " while it is being installed.")
                .put("tags", JsonArray.of(ActionContent.tag(ActionContent.OWNER_TAG, owner(pack))))
                .put("data_files", new JsonArray(files))
                .build();
    }

    private String owner(String pack) {
        return settings.serverId() + "/pack/" + pack;
    }

    /** No two packs have a carrier of the same name. */
    private static String name(String pack, int number) {
        return "sst_stage" + (number == 1 ? "" : number) + "_" + pack;
    }

    private String path(String name) {
        return "/v1/actions/" + settings.stagingPack() + "." + name;
    }
}
