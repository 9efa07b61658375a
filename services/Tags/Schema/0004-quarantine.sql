-- What became of an entry, as its stream says: waiting, mended, discarded.
alter table quarantine add column if not exists state text not null default 'waiting';
alter table quarantine add column if not exists settled_at timestamptz;
alter table quarantine add column if not exists settled_by text;
alter table quarantine add column if not exists note text;
-- The reads that were posted in its place, and how many of them the journal has.
alter table quarantine add column if not exists mended jsonb;
alter table quarantine add column if not exists reposted int;
create index if not exists quarantine_waiting on quarantine (id) where state = 'waiting';
create index if not exists quarantine_by_gateway on quarantine (gateway, id);
