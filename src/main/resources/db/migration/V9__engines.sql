-- Which engine was asked for with a job, null where none was; which runs it; what it waits for there.
alter table job add column engine varchar(16);
alter table job add column run_by varchar(16) default 'local' not null;
alter table job add column waits_for varchar(1000);

-- What has been submitted to a cluster for a job, by the attempt that did so, until it is certain that it is no longer there.
-- Not removed with the job, since it may outlive it. The name is null until the cluster has answered.
create table cluster_submission (
    job_id       uuid                     not null,
    attempt      integer                  not null,
    name         varchar(255),
    submitted_at timestamp with time zone not null,
    primary key (job_id, attempt)
);
