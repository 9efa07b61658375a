-- How far each reader of the journal has come, per writer; writer 0 is the event log. Up to position all is saved, up to seen
-- it is told: a new owner of the reader begins at position.
create table if not exists journal_positions (
  reader text not null,
  writer int not null,
  position bigint not null,
  primary key (reader, writer)
);
alter table journal_positions add column if not exists seen bigint not null default 0;

-- Shards of tags, each watched by one process at a time. A new owner counts the token up; a commit of its predecessor fails then.
create table if not exists watch_shards (
  shard smallint primary key,
  token bigint not null default 0
);
insert into watch_shards (shard) select generate_series(0, 7) on conflict do nothing;

-- Before there were shards.
insert into journal_positions (reader, writer, position, seen)
  select 'watch/' || shard, writer, position, position from journal_positions, watch_shards where reader = 'watch' on conflict do nothing;
delete from journal_positions where reader = 'watch';

-- Reads that the slowest shard has not told yet, and those it would take up again after a crash.
create or replace view watch_lag as
  select w.id as writer, w.position - min(coalesce(p.seen, 0)) as reads, w.position - min(coalesce(p.position, 0)) as unsaved
  from journal_writers w cross join watch_shards s left join journal_positions p on p.reader = 'watch/' || s.shard and p.writer = w.id
  group by w.id, w.position;

-- The minutes of event time in which a gateway read anything.
create table if not exists gateway_activity (
  gateway text not null,
  minute bigint not null,
  primary key (gateway, minute)
);

-- Each registered tag's state, and what of it is asked for.
create table if not exists presence (
  tag text primary key,
  owner text not null,
  seen_by text,
  handling_unit text,
  hub text,
  read_point text,
  latitude double precision,
  longitude double precision,
  since timestamptz,
  since_offset smallint,
  last_read timestamptz,
  last_offset smallint,
  silent boolean not null,
  self_reporting boolean not null,
  battery smallint,
  shipment text,
  open_gateway text,
  open_last timestamptz,
  gapped boolean not null,
  change bigint not null,
  state jsonb not null
);
-- What moves on with every read, apart from what seldom changes: an update of these columns alone touches no index.
alter table presence add column if not exists tail jsonb;
-- As Shards.Of computes it.
alter table presence add column if not exists shard smallint generated always as ((get_byte(sha256(decode(tag, 'escape')), 0) % 8)::smallint) stored;
alter table presence set (fillfactor = 60);
drop index if exists presence_open, presence_speaking;
create index if not exists presence_by_change on presence (change);
create index if not exists presence_by_unit on presence (handling_unit) where handling_unit is not null;
create index if not exists presence_by_hub on presence (hub) where hub is not null;
create index if not exists presence_by_open_gateway on presence (open_gateway) where open_gateway is not null;
create index if not exists presence_gapped on presence (shard) where gapped;
create index if not exists presence_self_reporting on presence (shard) where self_reporting and not silent and handling_unit is not null;
create index if not exists presence_by_shipment on presence (shipment) where shipment is not null;
create index if not exists presence_by_shard on presence (shard);
create sequence if not exists presence_change;

-- What shipments want watched, by handling unit; from one position of the event log to another.
create table if not exists watched_shipments (
  handling_unit text not null,
  shipment text not null,
  limits jsonb not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (handling_unit, shipment)
);
create index if not exists watched_shipments_by_shipment on watched_shipments (shipment);

-- Transitions on their way from the watch's commit into the event log: at most one append per chunk, by its number.
create table if not exists pending_transitions (
  chunk bigint generated always as identity primary key,
  content jsonb not null
);

-- Reads that published facts rest on; outlives the journal.
create table if not exists evidence (
  read_id text not null,
  hash text not null,
  tag text not null,
  gateway text not null,
  event_time timestamptz not null,
  event_offset smallint not null,
  record_time timestamptz not null,
  content jsonb not null,
  primary key (read_id, hash)
);

do $$ begin execute format('grant select on presence to %I',
  (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query'); end $$;
alter table presence enable row level security;
drop policy if exists presence_party on presence;
create policy presence_party on presence for select using (
  current_setting('hub.everything', true) = 'on'
  or owner = current_setting('hub.organisation', true)
  or seen_by = current_setting('hub.organisation', true));

-- Partitions are read through their parent, so its policy holds for them.
alter table reads enable row level security;
drop policy if exists reads_party on reads;
create policy reads_party on reads for select using (
  current_setting('hub.everything', true) = 'on'
  or owner = current_setting('hub.organisation', true)
  or tag in (select p.tag from presence p where p.owner = current_setting('hub.organisation', true)));
