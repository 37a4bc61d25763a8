package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code execution}. */
@Entity
@Table(name = "execution")
@SuppressWarnings("NullAway.Init")
class ExecutionRow {
    @Id
    String id;

    @Column(name = "test_id", updatable = false)
    String testId;

    @Column(updatable = false)
    String kind;

    String state;
    long version;
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "started_at")
    @Nullable
    Instant startedAt;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    @Column(name = "cancel_requested")
    boolean cancelRequested;

    @Nullable
    String verdict;

    @Column(name = "incident_id")
    @Nullable
    String incidentId;

    String attempts;

    @Nullable
    String judgement;

    @Nullable
    String document;

    @Column(updatable = false)
    String parameters;

    @Column(updatable = false)
    String context;
}
