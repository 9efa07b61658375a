-- What a gateway last told of itself.
create table if not exists gateway_heartbeats (
  gateway text primary key,
  at timestamptz not null,
  firmware text,
  uptime_seconds bigint,
  queue_length bigint,
  -- Hub's clock minus the gateway's; null where the heartbeat says nothing about it.
  clock_offset_seconds double precision,
  offset_at timestamptz
);

-- Reads accepted per minute, from two looks at gateway_statistics a minute or more apart.
create table if not exists gateway_pace (
  gateway text primary key,
  since timestamptz not null,
  since_reads bigint not null,
  reads_per_minute double precision not null
);

do $$ begin execute format('grant select on gateway_heartbeats, gateway_pace to %I',
  (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query'); end $$;
