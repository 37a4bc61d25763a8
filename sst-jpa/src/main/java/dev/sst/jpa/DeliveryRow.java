package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code delivery}, the outbox. */
@Entity
@Table(name = "delivery")
@SuppressWarnings("NullAway.Init")
class DeliveryRow {
    @Id
    String id;

    @Column(name = "incident_id", updatable = false)
    String incidentId;

    @Column(updatable = false)
    String sink;

    @Column(updatable = false)
    String key;

    @Column(updatable = false)
    String lane;

    @Column(updatable = false)
    long sequence;

    @Column(updatable = false)
    String event;

    @Column(updatable = false)
    String incident;

    String state;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    int attempts;
    boolean ambiguous;

    @Column(name = "last_error")
    @Nullable
    String lastError;

    @Column(name = "next_attempt_at")
    Instant nextAttemptAt;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    long version;

    @Nullable
    String owner;

    @Column(name = "lease_until")
    @Nullable
    Instant leaseUntil;
}
