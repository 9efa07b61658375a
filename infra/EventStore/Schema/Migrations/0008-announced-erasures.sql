-- Position of the event that told projections of the erasure; null until it was told.
alter table log_personal_keys add column announced bigint;

create index log_personal_keys_unannounced on log_personal_keys (person) where erased_at is not null and announced is null;
