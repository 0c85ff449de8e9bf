-- What becomes of probesets on X, on Y and in the mitochondria; jobs submitted before had no annotation that says which.
alter table job add column sex_chromosomes varchar(8) not null default 'report';
