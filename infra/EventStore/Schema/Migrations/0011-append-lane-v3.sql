-- The lane again: an existing stream's row is found only once, by the update that checks its version. Only where it missed a row
-- does anybody look for the reason. Those who lost are taken out of the arrays, so that nothing after that need ask.
--
-- The arrays: c_* one element a caller; s_* one a stream, with the number of its caller; e_* one an event, with the number of its
-- stream and its place (from 1) among that stream's events, in the order of their streams. Null arrays where nobody in the batch
-- has such a thing. No stream, key or message occurs twice in one batch.
-- existing: how many streams are expected to exist, of no caller more than one. Null: read all streams before any is written. So
-- it must be asked where a stream may be at any version (s_expected null), where a caller has two streams that exist (the first
-- would be written when the second turns out to be elsewhere), and again after a batch broke the primary key of mt_streams: a
-- stream that was to be new is there.
-- Callers that are not in lost were appended: their positions count on from written_after in the order of the batch.
-- lost_outcome: 2 repeated, 3 version conflict, 4 key reused.
-- The settings: the plans are cached, perhaps from a time when the tables were empty.
create function log_append_v3(
  existing int,
  c_events int[], c_key text[], c_digest text[], c_answer text[], c_consumer text[], c_message uuid[],
  s_caller int[], s_id text[], s_type text[], s_expected bigint[], s_events int[],
  e_stream int[], e_place int[], e_id uuid[], e_type text[], e_data text[],
  e_correlation text[], e_causation text[], e_headers text[],
  out written_after bigint, out lost int[], out lost_outcome int[], out lost_position bigint[],
  out lost_stream text[], out lost_actual bigint[], out lost_answer text[])
language plpgsql volatile
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  recorded timestamptz;
  middle text;
  actuals bigint[];
  hashes bytea[];
  heads text[];
  hash bytea;
  stream int;
  reached int := 0;
  written int;
  stale record;
begin
  perform pg_advisory_xact_lock(7305808869231650145);
  select h.last_position, greatest(clock_timestamp(), h.last_recorded_at) into strict written_after, recorded from log_head h;

  if c_key is not null or c_consumer is not null then
    select array_agg(c.n::int), array_agg(case when k.position is not null and k.digest is distinct from c.digest then 4 else 2 end),
      array_agg(coalesce(k.position, i.position)), array_agg(null::text), array_agg(null::bigint), array_agg(k.answer)
    into lost, lost_outcome, lost_position, lost_stream, lost_actual, lost_answer
    from unnest(c_key, c_digest, c_consumer, c_message) with ordinality as c (key, digest, consumer, message, n)
    left join log_idempotency k on k.key = c.key
    left join log_inbox i on i.consumer = c.consumer and i.message_id = c.message
    where k.position is not null or i.position is not null;
  end if;

  if existing is null then
    select array_agg(coalesce(m.version, 0)), array_agg(x.headers ->> 'hash') into actuals, heads
    from unnest(s_id) as s (id)
    left join mt_streams m on m.id = s.id
    left join mt_events x on x.stream_id = s.id and x.version = m.version;
  else
    actuals := s_expected;
  end if;
  if existing > 0 then
    update mt_streams m set version = s.expected + s.events, timestamp = recorded
      from unnest(s_caller, s_id, s_expected, s_events) as s (caller, id, expected, events)
      where m.id = s.id and m.version = s.expected and s.expected > 0 and (lost is null or s.caller <> all (lost));
    get diagnostics reached = row_count;
    select array_agg(x.headers ->> 'hash') into heads
      from unnest(s_id, s_expected) as s (id, expected) left join mt_events x on x.stream_id = s.id and x.version = s.expected;
    if reached < existing then
      -- Whose xmin is ours was reached.
      select array_agg(case when s.expected = 0 or m.xmin = pg_current_xact_id()::xid then s.expected else coalesce(m.version, 0) end order by s.n) into actuals
      from unnest(s_id, s_expected) with ordinality as s (id, expected, n) left join mt_streams m on m.id = s.id and s.expected > 0;
    end if;
  end if;
  if existing is null or reached < existing then
    for stale in
      select distinct on (s.caller) s.caller, s.id, s.actual
      from unnest(s_caller, s_id, s_expected, actuals) with ordinality as s (caller, id, expected, actual, n)
      where s.expected <> s.actual and (lost is null or s.caller <> all (lost))
      order by s.caller, s.n
    loop
      lost := lost || stale.caller;
      lost_outcome := lost_outcome || 3;
      lost_position := lost_position || null::bigint;
      lost_stream := lost_stream || stale.id;
      lost_actual := lost_actual || stale.actual;
      lost_answer := lost_answer || null::text;
    end loop;
  end if;

  if existing is distinct from cardinality(s_id) then
    insert into mt_streams (id, type, version, timestamp, created)
      select s.id, s.type, s.events, recorded, recorded
      from unnest(s_caller, s_id, s_type, s_events, actuals) as s (caller, id, type, events, actual)
      where s.actual = 0 and (lost is null or s.caller <> all (lost));
  end if;
  if existing is null then
    update mt_streams m set version = s.actual + s.events, timestamp = recorded
      from unnest(s_caller, s_id, s_events, actuals) as s (caller, id, events, actual)
      where m.id = s.id and s.actual > 0 and (lost is null or s.caller <> all (lost));
  end if;

  if lost is not null then
    select array_agg(e.stream order by e.n), array_agg(e.place order by e.n), array_agg(e.id order by e.n), array_agg(e.type order by e.n),
      array_agg(e.data order by e.n), array_agg(e.correlation order by e.n), array_agg(e.causation order by e.n), array_agg(e.headers order by e.n)
    into e_stream, e_place, e_id, e_type, e_data, e_correlation, e_causation, e_headers
    from unnest(e_stream, e_place, e_id, e_type, e_data, e_correlation, e_causation, e_headers) with ordinality
      as e (stream, place, id, type, data, correlation, causation, headers, n)
    where s_caller[e.stream] <> all (lost);
  end if;

  middle := '","timestamp":"' || to_char(recorded at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","type":"';
  -- A loop, because an event's hash needs the one before; a window aggregate in plpgsql costs the same.
  for i in 1 .. coalesce(cardinality(e_stream), 0) loop
    stream := e_stream[i];
    if e_place[i] = 1 then hash := coalesce(decode(heads[stream], 'hex'), ''); end if;
    hash := sha256(hash || convert_to('{"data":' || e_data[i] || ',"id":"' || e_id[i]::text || '","stream":"' || s_id[stream] || middle
      || e_type[i] || '","version":' || (actuals[stream] + e_place[i])::text || '}', 'UTF8'));
    hashes[i] := hash;
  end loop;

  insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers)
    select written_after + e.n, e.id, s_id[e.stream], actuals[e.stream] + e.place, e.data::jsonb, e.type,
      recorded, e.correlation, e.causation, ('{' || coalesce(e.headers, '') || '"hash":"' || encode(e.hash, 'hex') || '"}')::jsonb
    from unnest(e_stream, e_place, e_id, e_type, e_data, e_correlation, e_causation, e_headers, hashes) with ordinality
      as e (stream, place, id, type, data, correlation, causation, headers, hash, n);
  get diagnostics written = row_count;

  if c_key is not null then
    insert into log_idempotency (key, digest, answer, position, recorded_at)
      select c.key, c.digest, c.answer, written_after + case when c.events = 0 then written else c.upto end, recorded
      from (
        select c.*, sum(c.events) over (order by c.n) as upto
        from unnest(c_events, c_key, c_digest, c_answer) with ordinality as c (events, key, digest, answer, n)
        where lost is null or c.n <> all (lost)
      ) c where c.key is not null;
  end if;
  if c_consumer is not null then
    insert into log_inbox (consumer, message_id, position, recorded_at)
      select c.consumer, c.message, written_after + case when c.events = 0 then written else c.upto end, recorded
      from (
        select c.*, sum(c.events) over (order by c.n) as upto
        from unnest(c_events, c_consumer, c_message) with ordinality as c (events, consumer, message, n)
        where lost is null or c.n <> all (lost)
      ) c where c.consumer is not null;
  end if;

  update log_head set last_position = written_after + written, last_recorded_at = recorded;
  if written > 0 then
    -- For Marten, should it ever take over; positions here come from log_head, because a sequence leaves gaps on rollback.
    perform setval('mt_events_sequence', written_after + written);
  end if;
end $$;

-- A stream's row changes with every append to it. Pages that begin half empty keep the new rows, off the index: four of ten
-- updates went elsewhere at 80.
alter table mt_streams set (fillfactor = 50);
