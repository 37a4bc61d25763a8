package dev.sst.execution;

/** On whose behalf a test runs. */
public enum ExecutionKind {
    MANUAL,
    API,
    SCHEDULED,
    SUITE,
    DEPLOY_VERIFICATION,
    DRY_RUN;

    /** Whether a bad end opens an incident: checks of a deployment and dry runs never do. */
    public boolean opensIncidents() {
        return this != DEPLOY_VERIFICATION && this != DRY_RUN;
    }
}
