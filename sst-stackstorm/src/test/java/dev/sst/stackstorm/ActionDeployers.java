package dev.sst.stackstorm;

import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Deployers of action tests, put together as the engine does it, for whom a probe has found something. */
final class ActionDeployers {

    private ActionDeployers() {}

    static ActionDeployer of(
            StackStormClient client, StackStormSettings settings, Supplier<Optional<Probe>> lastProbe) {
        var executions = new Executions(client);
        var clock = InstantSource.system();
        var own = new OwnExecutions(client, executions, clock, Pause.real(), new SystemRequestIds());
        var packs = new Packs(client, own, settings);
        var files = new PackFiles(client);
        var delivery = new DataFiles(client);
        var check = new DeploymentCheck(client, packs, files, settings, delivery);
        var cancellation = new Cancellation(client, executions, clock);
        var write = new ActionWrite(client, packs, files, new RunnerFiles(own, packs), check, delivery);
        var removal = new ActionRemoval(delivery, executions, cancellation, check, clock, Pause.real());
        var publishing = new PublishAction(check, write, removal, packs, files, settings.serverId(), clock);
        var leaving = new HelperRemoval(client, removal, settings.serverId());
        var choice = new ActionChoice(
                () -> Strategy.files(lastProbe.get()),
                pack -> packs.get(pack).isPresent(),
                settings.stagingPack(),
                settings.serverId());
        return new ActionDeployer(publishing, choice, new HelperActions(publishing, check, write, leaving));
    }

    /** A probe that found that of files, and looked at nothing else. */
    static Optional<Probe> files(State state) {
        var finding = new Finding(StackStormProbe.FILES, state, "words", null);
        return Optional.of(new Probe(Instant.EPOCH, List.of(finding), List.of()));
    }
}
