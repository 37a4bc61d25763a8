package dev.sst.incident;

/** Where an incident stands. */
public enum IncidentStatus {
    OPEN,
    ACKNOWLEDGED,
    RESOLVED
}
