package dev.sst.incident;

/** How bad, worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    MINOR
}
