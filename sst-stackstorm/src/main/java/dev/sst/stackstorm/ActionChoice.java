package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.spi.Probe.State;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Chooses what StackStorm is to hold of an action test. Where its runners see what its API writes, or nobody knows, that is an
 * action with files in the test's pack. Else scripts are kept in its database without any file, in the test's pack where that
 * exists, or in the staging pack; for classes there is no way. Thread-safe.
 */
final class ActionChoice {

    private static final String CODE_FIELD = "test_code";
    private static final String PACK_FIELD = "stackstorm_pack";

    /**
     * What is to be there.
     *
     * @param blocker why it cannot be; empty when nothing of the strategy is against it
     * @param notice what a person should know of the strategy; empty for files
     */
    record Chosen(ActionContent content, Optional<Problem> blocker, Optional<Problem> notice) {}

    private final Supplier<State> files;
    private final Predicate<String> packKnown;
    private final String stagingPack;
    private final String serverId;

    /**
     * @param files whether the runners see what is written, as far as is known
     * @param packKnown whether StackStorm knows a pack
     * @param stagingPack where what has no pack of its own goes
     */
    ActionChoice(Supplier<State> files, Predicate<String> packKnown, String stagingPack, String serverId) {
        this.files = files;
        this.packKnown = packKnown;
        this.stagingPack = stagingPack;
        this.serverId = serverId;
    }

    /** Whether a probe may still find that no files reach the runners. */
    boolean mayDoWithoutFiles() {
        return files.get() == State.UNKNOWN;
    }

    /** Asks StackStorm for packs where files do not reach its runners. */
    Chosen of(DeploymentOrder order) {
        CodeShape shape = order.shape();
        String code = order.definition().code();
        if (shape == null || code == null) {
            throw new InvalidInputException(CODE_FIELD, "its shape is not known");
        }
        State known = files.get();
        boolean databaseOnly = Strategy.of(known, order) == Strategy.DATABASE_ONLY;
        if (databaseOnly && shape == CodeShape.SCRIPT) {
            return withoutFiles(order, code, known);
        }
        ActionContent content = ActionContent.behindHarness(order, shape, code, serverId);
        return new Chosen(content, databaseOnly ? Optional.of(needsFiles()) : Optional.empty(), Optional.empty());
    }

    private static Problem needsFiles() {
        return Problem.of(
                CODE_FIELD,
                "a class needs files, and the last probe found that the runners do not see what is written. An administrator "
                        + Abilities.SHARED_FOLDER + "; then probe again. A script could be deployed without files");
    }

    private Chosen withoutFiles(DeploymentOrder order, String code, State files) {
        String wanted = order.definition().pack();
        boolean known = packKnown.test(wanted);
        String pack = known ? wanted : stagingPack;
        CommandContent command = CommandContent.of(ActionContent.description(order), code);
        ActionContent content =
                command.action(pack, ActionContent.name(order, pack), ActionContent.owner(serverId, order.testId()));
        Optional<Problem> blocker = command.length() > CommandContent.LONGEST
                ? Optional.of(tooLong(command.length()))
                : known || packKnown.test(pack) ? Optional.empty() : Optional.of(nowhere(wanted, pack));
        return new Chosen(content, blocker, Optional.of(notice(content, wanted, files)));
    }

    private static Problem tooLong(int length) {
        return Problem.of(
                CODE_FIELD,
                "without files it is one command with the harness, of " + length
                        + " characters when packed; there may be " + CommandContent.LONGEST + ", and "
                        + CommandContent.LONGEST_PARAMETERS + " for the parameters");
    }

    private static Problem nowhere(String wanted, String staging) {
        return Problem.of(
                PACK_FIELD,
                "StackStorm knows neither pack " + wanted + " nor pack " + staging
                        + "; a script without files needs one of them, with a folder actions");
    }

    private static Problem notice(ActionContent content, String wanted, State files) {
        String why = files == State.FAILS
                ? ": the last probe found that the runners do not see what is written"
                : " is now: no probe has found that the runners see what is written";
        String where = content.pack().equals(wanted) ? "" : "; StackStorm has no pack " + wanted;
        return Problem.of(
                CODE_FIELD,
                "it is kept in StackStorm's database only, without files, as action " + content.ref() + why + where);
    }
}
