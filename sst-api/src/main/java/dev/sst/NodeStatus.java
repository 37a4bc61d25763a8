package dev.sst;

import java.util.List;

/**
 * How the work of this process fares, whatever the others on the same stores do.
 *
 * @param accepting whether it takes executions; once it does not, only a restart helps
 * @param troubles one sentence for each part of the work that does not get on; empty when all is well
 */
public record NodeStatus(boolean accepting, List<String> troubles) {
    public NodeStatus {
        troubles = List.copyOf(troubles);
    }
}
