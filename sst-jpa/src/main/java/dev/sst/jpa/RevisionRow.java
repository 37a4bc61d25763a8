package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code revision}; never changed. */
@Entity
@Table(name = "revision")
@IdClass(RevisionRow.Key.class)
@SuppressWarnings("NullAway.Init")
class RevisionRow {
    record Key(String testId, int number) implements Serializable {}

    @Id
    @Column(name = "test_id")
    String testId;

    @Id
    int number;

    String definition;

    @Nullable
    String code;

    String parameters;

    @Nullable
    String expectation;

    String metadata;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    String note;
}
