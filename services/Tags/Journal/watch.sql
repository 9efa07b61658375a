-- How far each reader of the journal has come, per writer; writer 0 is the event log.
create table if not exists journal_positions (
  reader text not null,
  writer int not null,
  position bigint not null,
  primary key (reader, writer)
);

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
create index if not exists presence_by_change on presence (change);
create index if not exists presence_by_unit on presence (handling_unit) where handling_unit is not null;
create index if not exists presence_by_hub on presence (hub) where hub is not null;
create index if not exists presence_open on presence (open_gateway, open_last) where open_gateway is not null;
create index if not exists presence_gapped on presence (tag) where gapped;
create index if not exists presence_speaking on presence (last_read) where self_reporting and not silent and handling_unit is not null;
create index if not exists presence_by_shipment on presence (shipment) where shipment is not null;
create sequence if not exists presence_change;

-- What shipments want watched, by handling unit.
create table if not exists watched_units (
  handling_unit text not null,
  shipment text not null,
  min_celsius double precision,
  max_celsius double precision,
  allowed_minutes int not null,
  ended boolean not null,
  primary key (handling_unit, shipment)
);

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
