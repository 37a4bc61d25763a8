package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code execution_output}. */
@Entity
@Table(name = "execution_output")
@IdClass(OutputRow.Key.class)
@SuppressWarnings("NullAway.Init")
class OutputRow {
    record Key(String executionId, int attempt) implements Serializable {}

    @Id
    @Column(name = "execution_id")
    String executionId;

    @Id
    int attempt;

    @Column(name = "stdout_head")
    String stdoutHead;

    @Column(name = "stdout_tail")
    String stdoutTail;

    @Column(name = "stdout_dropped")
    long stdoutDropped;

    @Column(name = "stderr_head")
    String stderrHead;

    @Column(name = "stderr_tail")
    String stderrTail;

    @Column(name = "stderr_dropped")
    long stderrDropped;
}
