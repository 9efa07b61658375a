-- One writer per process run; its positions are a gapless sequence of its own, in commit order.
create table if not exists journal_writers (
  id int generated always as identity primary key,
  process text not null,
  registered_at timestamptz not null,
  position bigint not null default 0
);

-- Partitioned by day of record time; retention drops partitions. No index by sequence: receipts know what is here.
create table if not exists reads (
  record_time timestamptz not null,
  writer int not null,
  position bigint not null,
  gateway text not null,
  owner text not null,
  epoch text,
  sequence bigint,
  event_id text,
  tag text not null,
  event_time timestamptz not null,
  event_offset smallint not null,
  read_point text,
  antenna int not null,
  rssi double precision not null,
  latitude double precision,
  longitude double precision,
  battery smallint,
  sensors jsonb,
  flags smallint not null,
  hash bytea
) partition by range (record_time);

-- Journals of before had every read's hash. Only where it is so: the statement waits for all writers.
do $$ begin
  if (select attnotnull from pg_attribute where attrelid = 'reads'::regclass and attname = 'hash') then alter table reads alter column hash drop not null; end if;
end $$;
create index if not exists reads_by_writer on reads (writer, position);
create index if not exists reads_by_tag on reads (tag, event_time);

-- For questions by read point: a few blocks' times in a row of it, so that writing costs nearly nothing.
create index if not exists reads_by_event_time on reads using brin (event_time) with (pages_per_range = 32);

-- A gateway's numberings and what of them is safe.
create table if not exists receipts (
  gateway text not null,
  epoch text not null,
  nonce text,
  opened_at timestamptz not null,
  acknowledged int8multirange not null default '{}',
  missing bigint not null default 0,
  updated_at timestamptz not null,
  primary key (gateway, epoch),
  unique (gateway, nonce)
);

-- Which journal rows a posted batch became: a batch that comes again is compared by its digest, else read by read.
create table if not exists posted_batches (
  gateway text not null,
  epoch text not null,
  first_sequence bigint not null,
  last_sequence bigint not null,
  digest bytea not null,
  writer int not null,
  first_position bigint not null,
  last_position bigint not null,
  record_time timestamptz not null
);
create index if not exists posted_batches_by_sequence on posted_batches (gateway, epoch, last_sequence);
create index if not exists posted_batches_by_time on posted_batches (record_time);

-- Reads without a number, by event id or content hash, within the same window.
create table if not exists unnumbered_reads (
  gateway text not null,
  key text not null,
  hash bytea not null,
  record_time timestamptz not null,
  primary key (gateway, key)
);
create index if not exists unnumbered_reads_by_time on unnumbered_reads (record_time);

create table if not exists quarantine (
  id bigint generated always as identity primary key,
  gateway text not null,
  owner text not null,
  epoch text not null,
  sequence bigint not null,
  reason text not null,
  content text not null,
  hash bytea not null,
  record_time timestamptz not null,
  unique (gateway, epoch, sequence, hash)
);

create table if not exists gateway_statistics (
  gateway text primary key,
  last_seen_at timestamptz not null,
  clock_drift_seconds double precision not null,
  reads_accepted bigint not null,
  reuses bigint not null,
  unknown_day date not null,
  unknown_tag_reads bigint not null
);

do $$ begin execute format('grant select on reads, quarantine, gateway_statistics, receipts to %I',
  (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query'); end $$;

-- hub.organisation is the caller's; hub.everything says that it operates the hub. Unset: nothing is seen.
alter table quarantine enable row level security;
drop policy if exists quarantine_owner on quarantine;
create policy quarantine_owner on quarantine for select using (
  current_setting('hub.everything', true) = 'on' or owner = current_setting('hub.organisation', true));
