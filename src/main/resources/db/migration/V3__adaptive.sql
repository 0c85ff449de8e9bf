-- Adaptive simulation; jobs submitted before had a fixed number of simulations and no confirmation.
alter table job add column adaptive boolean not null default false;
alter table job add column exceedances integer not null default 100;
alter table job add column max_simulations integer not null default 1000000;
alter table job add column confirm boolean not null default false;
