-- Findings of each genotyping batch; jobs submitted before had the test of homogeneity alone.
alter table job add column analysis varchar(8) not null default 'basic';
alter table job add column findings_alpha double precision not null default 0.0001;
