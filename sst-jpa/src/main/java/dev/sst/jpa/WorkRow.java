package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code execution_work}: an unfinished execution and who looks after it. */
@Entity
@Table(name = "execution_work")
@SuppressWarnings("NullAway.Init")
class WorkRow {
    @Id
    @Column(name = "execution_id")
    String executionId;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "cancel_requested")
    boolean cancelRequested;

    @Nullable
    String owner;
}
