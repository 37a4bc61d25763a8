package dev.sst.core.execution;

import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Judgements of what never got as far as an outcome. */
final class Judgements {

    private Judgements() {}

    static Judgement of(Verdict verdict, String cause) {
        return new Judgement(verdict, cause, List.of(), JsonObject.empty(), List.of());
    }

    static Judgement infrastructure(String cause) {
        return of(Verdict.INFRASTRUCTURE, cause);
    }

    /** For one that was ended at its deadline, and waited in the engine's queue until then, or for much of the time. */
    static Judgement cutShort() {
        return infrastructure("it waited in the engine's queue for too long: it never began, or had not had its time");
    }

    /** For one that nobody can follow any more: the engine never confirmed that it ended. */
    static Judgement unconfirmed(Held held) {
        if (held.execution.cancelRequested()) {
            return of(Verdict.CANCELLED, "cancelled; the engine has not confirmed that the run ended");
        }
        if (held.settings.deployment().watched()) {
            return infrastructure("the engine could not be asked how it ended");
        }
        if (held.waiting) {
            return infrastructure(
                    "it waited in the engine's queue for too long; the engine has not confirmed that it ended");
        }
        Instant deadline = held.deadline();
        boolean seenLate = held.seenAt != null && deadline != null && held.seenAt.isAfter(deadline);
        if (held.settings.deployment().shape() == null && seenLate) {
            return of(
                    Verdict.TIMEOUT,
                    "not over after " + held.settings.timeout().toSeconds()
                            + " s; the engine has not confirmed that it ended");
        }
        return infrastructure("the engine did not report the end of the run, although its deadline of "
                + held.settings.timeout().toSeconds() + " s has long passed");
    }
}
