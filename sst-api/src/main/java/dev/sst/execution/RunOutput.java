package dev.sst.execution;

import java.util.Objects;

/** What the last attempt of a finished execution printed, exact up to the cap. */
public record RunOutput(CapturedText stdout, CapturedText stderr) {
    public RunOutput {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }
}
