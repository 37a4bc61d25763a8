package dev.sst.stackstorm;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.util.Optional;

/** By which way the code of an action test gets to the runners. */
enum Strategy {
    /** It lies in files of a pack, which the runners see. */
    FILES,
    /** The action brings all of it along, in StackStorm's database. */
    DATABASE_ONLY;

    /**
     * As far as is known what becomes of files. Where nobody knows, a script stays as it is live; the first deployment tries
     * files. Pure.
     *
     * @param files whether the runners see what is written
     */
    static Strategy of(State files, DeploymentOrder order) {
        return switch (files) {
            case FAILS -> DATABASE_ONLY;
            case WORKS, LIMITED -> FILES;
            case UNKNOWN -> order.shape() == CodeShape.SCRIPT && withoutFiles(order) ? DATABASE_ONLY : FILES;
        };
    }

    /** Whether the runners see what the API writes, by what the last probe found; nobody knows before the first. */
    static State files(Optional<Probe> last) {
        return last.stream()
                .flatMap(probe -> probe.findings().stream())
                .filter(finding -> finding.name().equals(StackStormProbe.FILES))
                .map(Finding::state)
                .findFirst()
                .orElse(State.UNKNOWN);
    }

    private static boolean withoutFiles(DeploymentOrder order) {
        return order.live() != null && withoutFiles(order.live());
    }

    /** Whether that is a script of ours without files. */
    static boolean withoutFiles(Deployment deployment) {
        return deployment.ours()
                && deployment.shape() == CodeShape.SCRIPT
                && deployment.files().isEmpty();
    }
}
