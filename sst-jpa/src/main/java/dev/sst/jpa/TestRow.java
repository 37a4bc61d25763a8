package dev.sst.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code test}. */
@Entity
@Table(name = "test")
@SuppressWarnings("NullAway.Init")
class TestRow {
    @Id
    String id;

    long version;
    String pack;
    String name;
    String type;
    boolean enabled;
    String[] tags;
    String search;
    int revision;

    @Nullable
    String deployment;

    @Nullable
    String begun;

    @Nullable
    Integer live;

    boolean drifted;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    boolean deleted;
}
