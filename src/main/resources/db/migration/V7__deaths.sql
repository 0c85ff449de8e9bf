-- How often in a row the process died while it ran a job, and how far the job was at the last time.
alter table job add column deaths integer not null default 0;
alter table job add column completed_at_death bigint not null default 0;
