-- hash = SHA-256(predecessor's hash, RFC 8785 form of the event); the first event of a stream has no predecessor.
create function log_chain_step(state bytea, predecessor bytea, canonical text) returns bytea
language plpgsql immutable parallel safe as $$
begin
  return sha256(coalesce(state, predecessor, ''::bytea) || convert_to(canonical, 'UTF8'));
end $$;

create aggregate log_chain(bytea, text) (sfunc = log_chain_step, stype = bytea);

-- Appends of many callers, in one commit. The caller of this function sees to it that no stream, key or message occurs twice
-- in one batch. The arrays: c_* one element a caller; s_* one a stream, with the number of its caller; e_* one an event, with
-- the number of its stream and its place (from 1) among that stream's events. Events come in the order of their streams.
-- outcome: 1 appended, 2 repeated, 3 version conflict, 4 key reused.
-- enable_seqscan = off: the plans are cached, perhaps from a time when the tables were empty.
create function log_append_v1(
  c_key text[], c_digest text[], c_answer text[], c_consumer text[], c_message uuid[],
  c_correlation text[], c_causation text[], c_headers text[],
  s_caller int[], s_id text[], s_type text[], s_expected bigint[], s_count int[],
  e_stream int[], e_place int[], e_id uuid[], e_type text[], e_data text[])
returns table (caller int, outcome int, at_position bigint, stream text, actual bigint, answer text)
language plpgsql volatile
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  head bigint;
  head_after bigint;
  recorded timestamptz;
  recorded_text text;
begin
  perform pg_advisory_xact_lock(7305808869231650145);

  select h.last_position, greatest(clock_timestamp(), h.last_recorded_at) into strict head, recorded from log_head h;
  recorded_text := to_char(recorded at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

  return query
  with callers as materialized (
    select c.n::int, c.key, c.digest, c.answer, c.consumer, c.message, c.correlation, c.causation, c.headers
    from unnest(c_key, c_digest, c_answer, c_consumer, c_message, c_correlation, c_causation, c_headers) with ordinality
      as c (key, digest, answer, consumer, message, correlation, causation, headers, n)
  ),
  streams as materialized (
    select s.n::int, s.caller, s.id, s.type, s.expected, s.events, m.version is null as fresh, coalesce(m.version, 0) as actual
    from unnest(s_caller, s_id, s_type, s_expected, s_count) with ordinality as s (caller, id, type, expected, events, n)
    left join lateral (select version from mt_streams where mt_streams.id = s.id offset 0) m on true
  ),
  verdicts as materialized (
    select c.n, c.key, c.digest, c.answer, c.consumer, c.message, c.correlation, c.causation, c.headers,
      case
        when k.position is not null and k.digest is distinct from c.digest then 4
        when k.position is not null or i.position is not null then 2
        when l.id is not null then 3
        else 1
      end as outcome,
      coalesce(k.position, i.position) as first_position, k.answer as first_answer, l.id as lost_stream, l.actual as lost_actual
    from callers c
    left join lateral (select * from log_idempotency x where x.key = c.key offset 0) k on c.key is not null
    left join lateral (select * from log_inbox x where x.consumer = c.consumer and x.message_id = c.message offset 0) i
      on c.consumer is not null
    left join (
      select distinct on (s.caller) s.caller, s.id, s.actual from streams s
      where s.expected <> s.actual order by s.caller, s.n
    ) l on l.caller = c.n
  ),
  passing as materialized (
    select s.n, s.caller, s.id, s.type, s.events, s.fresh, s.actual, v.correlation, v.causation, v.headers,
      case when s.fresh then null else (
        select decode(x.headers ->> 'hash', 'hex') from mt_events x where x.stream_id = s.id and x.version = s.actual
      ) end as predecessor
    from streams s join verdicts v on v.n = s.caller and v.outcome = 1
  ),
  numbered as materialized (
    select p.caller, p.id as stream_id, p.actual + e.place as version, e.id, e.type, e.data, p.correlation, p.causation, p.headers,
      head + row_number() over (order by e.stream, e.place) as seq_id,
      log_chain(p.predecessor, '{"data":' || e.data || ',"id":"' || e.id || '","stream":"' || p.id || '","timestamp":"'
        || recorded_text || '","type":"' || e.type || '","version":' || (p.actual + e.place) || '}')
        over (partition by e.stream order by e.place) as hash
    from unnest(e_stream, e_place, e_id, e_type, e_data) as e (stream, place, id, type, data)
    join passing p on p.n = e.stream
  ),
  new_streams as (
    insert into mt_streams (id, type, version, timestamp, created)
    select p.id, p.type, p.events, recorded, recorded from passing p where p.fresh
  ),
  old_streams as (
    insert into mt_streams (id, type, version, timestamp, created)
    select p.id, p.type, p.actual + p.events, recorded, recorded from passing p where not p.fresh
    on conflict on constraint pkey_mt_streams_id do update set version = excluded.version, timestamp = excluded.timestamp
  ),
  new_events as (
    insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers)
    select n.seq_id, n.id, n.stream_id, n.version, n.data::jsonb, n.type, recorded, n.correlation, n.causation,
      ('{' || n.headers || '"hash":"' || encode(n.hash, 'hex') || '"}')::jsonb
    from numbered n order by n.seq_id
  ),
  new_head as (
    update log_head set last_position = last_position + (select count(*) from numbered), last_recorded_at = recorded
    returning last_position
  ),
  answers as materialized (
    select v.*, case when v.outcome = 1
      then coalesce(w.last_written, (select last_position from new_head)) else v.first_position end as answered_position
    from verdicts v
    left join (select n.caller, max(n.seq_id) as last_written from numbered n group by n.caller) w on w.caller = v.n
  ),
  new_keys as (
    insert into log_idempotency (key, digest, answer, position, recorded_at)
    select a.key, a.digest, a.answer, a.answered_position, recorded from answers a where a.outcome = 1 and a.key is not null
  ),
  new_inbox as (
    insert into log_inbox (consumer, message_id, position, recorded_at)
    select a.consumer, a.message, a.answered_position, recorded from answers a where a.outcome = 1 and a.consumer is not null
  )
  select a.n, a.outcome, a.answered_position, a.lost_stream::text, a.lost_actual, a.first_answer from answers a;

  select h.last_position into strict head_after from log_head h;
  if head_after > head then
    -- For Marten, should it ever take over; positions here come from log_head, because a sequence leaves gaps on rollback.
    perform setval('mt_events_sequence', head_after);
  end if;
end $$;
