package dev.sst.deployment;

/** Hears of each step of a deployment as it happens. Called on the deploying thread; must return soon and not throw. */
@FunctionalInterface
public interface DeploymentProgress {
    /** For those who only want the end. */
    DeploymentProgress SILENT = step -> {};

    /** @param step what is being done now, one short sentence */
    void step(String step);
}
