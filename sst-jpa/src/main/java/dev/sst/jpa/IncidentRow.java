package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code incident}. */
@Entity
@Table(name = "incident")
@SuppressWarnings("NullAway.Init")
class IncidentRow {
    @Id
    String id;

    String key;
    int episode;
    long version;

    @Column(name = "test_id")
    String testId;

    String status;
    String severity;
    String title;
    String cause;
    String search;
    int occurrences;
    String executions;
    int events;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "acknowledged_at")
    @Nullable
    Instant acknowledgedAt;

    @Column(name = "resolved_at")
    @Nullable
    Instant resolvedAt;

    @Column(name = "recovered_by")
    @Nullable
    String recoveredBy;

    String notes;
    String evidence;
}
