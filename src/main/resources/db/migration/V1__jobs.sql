-- Written for H2 (in PostgreSQL mode) and PostgreSQL alike.
create table job (
    id                 uuid primary key,
    number             bigint generated always as identity unique,
    state              varchar(20)              not null,
    input_name         varchar(400)             not null,
    input_bytes        bigint                   not null,
    input_sha256       varchar(64)              not null,
    n_simulations      integer                  not null,
    min_expected_count double precision         not null,
    random_seed        bigint                   not null,
    streams            varchar(20)              not null,
    batch_size         integer,
    submitted_at       timestamp with time zone not null,
    started_at         timestamp with time zone,
    ended_at           timestamp with time zone,
    attempts           integer                  not null default 0,
    failures           integer                  not null default 0,
    used_batch_size    integer,
    batch_size_reason  varchar(255),
    genotyping_batches integer,
    input_rows         bigint,
    probesets          bigint                   not null default 0,
    standard           bigint                   not null default 0,
    monte_carlo        bigint                   not null default 0,
    skipped            bigint                   not null default 0,
    batches            bigint                   not null default 0,
    batches_running    bigint                   not null default 0,
    batches_completed  bigint                   not null default 0,
    warnings           text,
    error              text,
    result_bytes       bigint,
    result_sha256      varchar(64)
);

create index job_state_idx on job (state, number);

create table job_transition (
    job_id uuid                     not null references job (id) on delete cascade,
    at     timestamp with time zone not null,
    state  varchar(20)              not null
);

create index job_transition_job_idx on job_transition (job_id, at);

-- the queue, as db-scheduler wants it
create table scheduled_tasks (
    task_name            varchar(100)             not null,
    task_instance        varchar(100)             not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            varchar(100),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time_idx on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat_idx on scheduled_tasks (last_heartbeat);
