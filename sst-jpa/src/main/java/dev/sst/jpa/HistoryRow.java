package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code execution_history}; never changed. */
@Entity
@Table(name = "execution_history")
@IdClass(HistoryRow.Key.class)
@SuppressWarnings("NullAway.Init")
class HistoryRow {
    record Key(String executionId, long version) implements Serializable {}

    @Id
    @Column(name = "execution_id")
    String executionId;

    @Id
    long version;

    String event;
    String state;
    Instant at;
}
