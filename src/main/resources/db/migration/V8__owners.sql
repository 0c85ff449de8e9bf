-- The name of the principal that submitted a job; all were anonymous before there were principals.
alter table job add column owner varchar(255) default 'anonymous' not null;

create index job_owner_idx on job (owner, number);

-- An idempotency key is one of its owner: two owners may use the same. The old primary key has another name in each database.
create table submission_with_owner (
    owner           varchar(255)             default 'anonymous' not null,
    idempotency_key varchar(255)             not null,
    job_id          uuid references job (id) on delete cascade,
    holder          uuid                     not null,
    touched_at      timestamp with time zone not null,
    primary key (owner, idempotency_key)
);

insert into submission_with_owner (idempotency_key, job_id, holder, touched_at)
select idempotency_key, job_id, holder, touched_at from submission;

drop table submission;

alter table submission_with_owner rename to submission;

create index submission_job_idx on submission (job_id);
