package dev.sst.stackstorm;

import dev.sst.deployment.DeploymentProgress;
import java.util.Map;

/** Where {@code packs.install} takes the files of a pack from. Thread-safe, but for two calls of one pack at a time. */
interface PackSource {

    /** How many bytes the largest request to StackStorm takes that brings these files. */
    int largestRequest(String pack, Map<String, String> tree);

    /**
     * Brings the files to where runners can take them from.
     *
     * @param tree texts by their path within the pack, {@code pack.yaml} among them
     * @return the address to install them from, as {@code packs.install} takes it
     */
    String stage(String pack, Map<String, String> tree, DeploymentProgress progress);

    /** Takes away what is not needed once they are installed. Not being able to is only said. */
    void sweep(String pack, DeploymentProgress progress);
}
