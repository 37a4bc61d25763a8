-- The schema of the stores on PostgreSQL 14 or newer. Migrations are append-only: a released one never changes.
--
-- Ids are made by the framework and sort by the time of their making: collation "C" makes the database sort them as Java
-- does. Texts that people or programs wrote are kept in an escaped form where PostgreSQL could not hold them (NUL, lone
-- surrogates): see EscapedText. Documents are JSON as text, never jsonb, which changes numbers and refuses NUL.
-- There are no foreign keys: rows are written together in one transaction and never deleted one by one.

-- Tests ---------------------------------------------------------------------------------------------------------------

create table test (
    id         text collate "C" primary key,
    version    bigint           not null,
    pack       text             not null,
    name       text             not null,
    type       text             not null,
    enabled    boolean          not null,
    tags       varchar[]        not null,
    search     text             not null, -- name and description in lower case
    revision   integer          not null, -- the newest
    deployment text,                      -- what is live; null when nothing is
    live       integer,                   -- the revision that is live
    created_at timestamptz      not null,
    created_by text             not null,
    deleted    boolean          not null
);

-- A deleted test gives its name free.
create unique index test_name on test (pack, name) where not deleted;

create table revision (
    test_id     text collate "C" not null,
    number      integer          not null,
    definition  text             not null, -- all but what follows
    code        text,                      -- apart, so that what is executed is known without reading it
    parameters  text             not null,
    expectation text,
    metadata    text             not null,
    created_at  timestamptz      not null,
    created_by  text             not null,
    note        text             not null,
    primary key (test_id, number)
);

-- Executions ----------------------------------------------------------------------------------------------------------

-- One row per execution, kept as history. No index holds a column that changes before the verdict, so that moves stay
-- within their page.
create table execution (
    id               text collate "C" primary key,
    test_id          text collate "C" not null,
    kind             text             not null,
    state            text             not null,
    version          bigint           not null,
    revision         integer          not null,
    created_at       timestamptz      not null,
    due_at           timestamptz      not null,
    finished_at      timestamptz,
    cancel_requested boolean          not null,
    verdict          text,
    incident_id      text collate "C",
    attempts         text             not null,
    judgement        text,            -- cause, checks and warnings
    document         text,            -- the result document
    parameters       text             not null,
    context          text             not null
) with (fillfactor = 80);

create index execution_of_test on execution (test_id, id);
create index execution_created on execution (created_at);
create index execution_verdict on execution (verdict, id) where verdict is not null;
create index execution_of_test_verdict on execution (test_id, verdict, id) where verdict is not null;

-- One narrow row per unfinished execution: what is claimed, so that claims do not walk over history.
create table execution_work (
    execution_id     text collate "C" primary key,
    due_at           timestamptz not null,
    cancel_requested boolean     not null,
    owner            text                  -- null: nobody looks after it
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create index execution_work_due on execution_work (due_at, execution_id) where owner is null;
create index execution_work_owner on execution_work (owner) where owner is not null;

-- Who may own work, and until when: one row renews all that an owner holds. An owner in execution_work has a row here.
create table execution_owner (
    owner       text primary key,
    lease_until timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- What the attempts printed. Apart, so that lists do not read it.
create table execution_output (
    execution_id   text collate "C" not null,
    attempt        integer          not null,
    stdout_head    text             not null,
    stdout_tail    text             not null,
    stdout_dropped bigint           not null,
    stderr_head    text             not null,
    stderr_tail    text             not null,
    stderr_dropped bigint           not null,
    primary key (execution_id, attempt)
);

-- Every move of every execution.
create table execution_history (
    execution_id text collate "C" not null,
    version      bigint           not null,
    event        text             not null,
    state        text             not null,
    at           timestamptz      not null,
    primary key (execution_id, version)
);

-- Incidents -----------------------------------------------------------------------------------------------------------

create table incident (
    id              text collate "C" primary key,
    key             text             not null,
    episode         integer          not null,
    version         bigint           not null,
    test_id         text collate "C" not null,
    status          text             not null,
    severity        text             not null,
    title           text             not null,
    cause           text             not null,
    search          text             not null, -- title and cause in lower case
    occurrences     integer          not null,
    executions      text             not null,
    events          integer          not null,
    opened_at       timestamptz      not null,
    acknowledged_at timestamptz,
    resolved_at     timestamptz,
    notes           text             not null,
    evidence        text             not null
);

-- At most one incident of a key is not resolved.
create unique index incident_open on incident (key) where status <> 'RESOLVED';
create index incident_of_key on incident (key, id);
create index incident_of_test on incident (test_id, id);
create index incident_unresolved on incident (status, id) where status <> 'RESOLVED';
create index incident_severity on incident (severity, id);

-- The outbox: one row per event and sink, stored with the decision it tells of.
create table delivery (
    id              text collate "C" primary key,
    incident_id     text collate "C" not null,
    sink            text             not null,
    key             text             not null,
    lane            text             not null,
    sequence        bigint           not null,
    event           text             not null,
    incident        text             not null,
    state           text             not null,
    external_id     text,
    attempts        integer          not null,
    ambiguous       boolean          not null,
    last_error      text,
    next_attempt_at timestamptz      not null,
    created_at      timestamptz      not null,
    version         bigint           not null,
    owner           text,
    lease_until     timestamptz
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create index delivery_of_incident on delivery (incident_id, sink, sequence);
create index delivery_lane on delivery (lane, sequence) where state in ('PENDING', 'RETRYING');
create index delivery_due on delivery (next_attempt_at, id) where state in ('PENDING', 'RETRYING');
create index delivery_backlog on delivery (sink, created_at) where state in ('PENDING', 'RETRYING');

-- Shared --------------------------------------------------------------------------------------------------------------

-- What has changed. A sequence alone is no order: a transaction may take a number and commit after a later one. So readers
-- go by transaction, and read none that is not older than every transaction still running.
create table change (
    xid      xid8        not null default pg_current_xact_id(),
    seq      bigint      not null generated always as identity,
    subject  text        not null,
    thing_id text        not null,
    at       timestamptz not null default clock_timestamp(),
    primary key (xid, seq)
) with (autovacuum_vacuum_scale_factor = 0.05);

create index change_at on change (at);

create table lease (
    name        text primary key,
    owner       text        not null,
    lease_until timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create table access_token (
    name       text primary key,
    hash       text        not null, -- SHA-256 of the token, never the token
    created_at timestamptz not null default clock_timestamp()
);
