-- Several files, of several formats; jobs submitted before had one table, which its header says.
alter table job add column input_files integer not null default 1;
alter table job add column format varchar(8) not null default 'auto';
alter table job add column best_probesets_only boolean not null default false;
