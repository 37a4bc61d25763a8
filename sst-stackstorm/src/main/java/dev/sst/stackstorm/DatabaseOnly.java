package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.State;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Action tests on a StackStorm whose runners do not see what its API writes: scripts are kept in its database without any file,
 * in the test's pack where that exists, else in the staging pack; for classes there is no way. Thread-safe.
 */
final class DatabaseOnly {

    private static final String CODE_FIELD = "test_code";
    private static final String PACK_FIELD = "stackstorm_pack";

    private final Supplier<Optional<Probe>> lastProbe;
    private final Predicate<String> packKnown;
    private final String stagingPack;
    private final String serverId;

    /**
     * @param lastProbe what the last probe found; empty before the first
     * @param packKnown whether StackStorm knows a pack
     * @param stagingPack where what has no pack of its own goes
     */
    DatabaseOnly(
            Supplier<Optional<Probe>> lastProbe, Predicate<String> packKnown, String stagingPack, String serverId) {
        this.lastProbe = lastProbe;
        this.packKnown = packKnown;
        this.stagingPack = stagingPack;
        this.serverId = serverId;
    }

    /** Whether that test is to be deployed without files. */
    boolean takes(DeploymentOrder order) {
        return order.shape() == CodeShape.SCRIPT && strategy(order) == Strategy.DATABASE_ONLY;
    }

    private Strategy strategy(DeploymentOrder order) {
        return Strategy.of(lastProbe.get(), order);
    }

    /** What StackStorm is to hold of it. */
    ActionContent content(DeploymentOrder order, String code) {
        String pack = pack(order);
        return CommandContent.of(ActionContent.description(order), code)
                .action(pack, ActionContent.name(order, pack), ActionContent.owner(serverId, order.testId()));
    }

    private String pack(DeploymentOrder order) {
        String wanted = order.definition().pack();
        return packKnown.test(wanted) ? wanted : stagingPack;
    }

    /** Why it cannot be deployed, though what has files could; empty when it can, or needs files and may have them. */
    Optional<Problem> refusal(DeploymentOrder order, String code) {
        if (strategy(order) == Strategy.DATA_FILES) {
            return Optional.empty();
        }
        if (order.shape() != CodeShape.SCRIPT) {
            return Optional.of(Problem.of(
                    CODE_FIELD,
                    "a class needs files, and the last probe found that the runners do not see what is written. An"
                            + " administrator " + Abilities.SHARED_FOLDER
                            + "; then probe again. A script could be deployed without files"));
        }
        int length = CommandContent.of(ActionContent.description(order), code).length();
        if (length > CommandContent.LONGEST) {
            return Optional.of(Problem.of(
                    CODE_FIELD,
                    "without files it is one command with the harness, of " + length
                            + " characters when packed; there may be " + CommandContent.LONGEST + ", and "
                            + CommandContent.LONGEST_PARAMETERS + " for the parameters"));
        }
        String pack = pack(order);
        return packKnown.test(pack)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        PACK_FIELD,
                        "StackStorm knows neither pack " + order.definition().pack() + " nor pack " + pack
                                + "; a script without files needs one of them, with a folder actions"));
    }

    /** What a person should know of one that is deployed so. */
    Problem notice(DeploymentOrder order, ActionContent content) {
        boolean known = Strategy.files(lastProbe.get()) == State.FAILS;
        boolean elsewhere = !content.pack().equals(order.definition().pack());
        return Problem.of(
                CODE_FIELD,
                "it is kept in StackStorm's database only, without files, as action " + content.ref()
                        + (known
                                ? ": the last probe found that the runners do not see what is written"
                                : " is now: no probe has found that the runners see what is written")
                        + (elsewhere
                                ? "; StackStorm has no pack "
                                        + order.definition().pack()
                                : ""));
    }
}
