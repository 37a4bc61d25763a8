package dev.sst.deployment;

import dev.sst.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What a deployment would do. Nothing has been written.
 *
 * @param changes what would be created, changed, left and removed, in order
 * @param blockers why it cannot be done; empty when it can
 * @param warnings what a person should know before it is done
 */
public record DeploymentPlan(List<Change> changes, List<Problem> blockers, List<Problem> warnings) {

    /** What happens to one object. */
    public enum Action {
        CREATE,
        CHANGE,
        LEAVE,
        REMOVE
    }

    /**
     * One object of the plan.
     *
     * @param object what it is, {@code action synthetic_tests.t_login_1a2b}
     * @param detail one sentence; may be empty
     */
    public record Change(Action action, String object, String detail) {
        public Change {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(detail, "detail");
        }
    }

    public DeploymentPlan {
        changes = List.copyOf(changes);
        blockers = List.copyOf(blockers);
        warnings = List.copyOf(warnings);
    }

    public boolean blocked() {
        return !blockers.isEmpty();
    }

    /** Whether everything is as it should be already, so that nothing would be written. */
    public boolean nothingToDo() {
        return !blocked() && changes.stream().allMatch(change -> change.action() == Action.LEAVE);
    }
}
