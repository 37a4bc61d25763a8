package dev.sst.stackstorm;

import dev.sst.deployment.DeploymentOrder;
import dev.sst.spi.Deployer;

/** Makes tests of one kind live. Of orders it gets only those of its kind. Thread-safe. */
interface ContentDeployer extends Deployer {

    /** What StackStorm calls that content: {@code action}. */
    String object();

    /** What the content of that order is called there once it is live, {@code pack.name}. May ask which packs there are. */
    String ref(DeploymentOrder order);
}
