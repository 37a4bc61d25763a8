package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which virtual environments a runner has: classes and sensors run in that of their pack. They are looked for beside the folder
 * of packs, where they are unless somebody configured otherwise; that is not told over the API, so to find none proves nothing.
 * Of several runners StackStorm chooses the one that answers. The execution stays in StackStorm. Thread-safe.
 */
final class ProbeEnvironments {

    /** In every StackStorm, in the system's folder of packs. */
    private static final String PACK = "core";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN = 10;

    private final StackStormClient client;
    private final OwnExecutions own;

    ProbeEnvironments(StackStormClient client, OwnExecutions own) {
        this.client = client;
        this.own = own;
    }

    Finding look() {
        Optional<String> folder = client.object(Request.get("/v1/packs/" + PACK))
                .flatMap(pack -> pack.text("path"))
                .map(Path::of)
                .map(Path::getParent)
                .map(packs -> packs.resolveSibling("virtualenvs").toString());
        if (folder.isEmpty()) {
            return unknown("StackStorm does not say where its packs are");
        }
        OwnExecutions.Ended ended = own.end("core.local", command(folder.get()), PATIENCE);
        List<String> packs = ended.text("stdout")
                .lines()
                .map(line -> Path.of(line.strip()))
                .filter(path -> path.startsWith(folder.get()))
                .map(path -> path.getFileName().toString())
                .toList();
        return packs.isEmpty()
                ? unknown("a runner has none below " + folder.get()
                        + ", or has them elsewhere; a pack's first class or sensor makes its own")
                : new Finding(
                        StackStormProbe.ENVIRONMENTS,
                        State.WORKS,
                        "a runner has those of " + packs.size() + " packs below " + folder.get() + ": " + shown(packs),
                        null);
    }

    private static String shown(List<String> packs) {
        return String.join(", ", packs.subList(0, Math.min(SHOWN, packs.size())))
                + (packs.size() > SHOWN ? ", ..." : "");
    }

    private static Finding unknown(String words) {
        return new Finding(StackStormProbe.ENVIRONMENTS, State.UNKNOWN, words, null);
    }

    private static JsonObject command(String folder) {
        return JinjaText.protect(JsonObject.builder()
                .put("cmd", "LC_ALL=C ls -d -- " + RunnerFiles.quoted(folder) + "/*/")
                .put("timeout", PATIENCE.toSeconds())
                .build());
    }
}
