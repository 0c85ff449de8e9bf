-- Which data directory the jobs are in: the id is also in a file there, so that no replica works on another one.
-- The row is locked by whoever accepts a job, so that bounds on the queue hold across replicas.
create table installation (
    number integer primary key,
    id     uuid    not null
);

-- Submissions that name themselves, so that a repeated one is not a second job. Without a job while it is in flight.
create table submission (
    idempotency_key varchar(255)             primary key,
    job_id          uuid references job (id) on delete cascade,
    holder          uuid                     not null,
    touched_at      timestamp with time zone not null
);

create index submission_job_idx on submission (job_id);
create index job_ended_idx on job (ended_at);
